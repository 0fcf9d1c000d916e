package dev.sluice.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, which may ask nobody for anything. */
class ReportPageIT {

    private static final Path BROWSER = Path.of("/usr/bin/chromium");

    @TempDir
    private Path folder;

    @Test
    void theScriptFindsEveryChartOfTheSimulatedRun() throws Exception {
        assumeTrue(Files.isExecutable(BROWSER), "there is no " + BROWSER + " (Debian: chromium)");
        Path page = folder.resolve("run.html");
        ReportFile.write(page, Reports.full());

        String document = documentAfterLoading(page);

        assertThat(document).contains("data-charts=\"6\"", "Latency by percentile", "What went wrong, and when");
    }

    private String documentAfterLoading(Path page) throws Exception {
        Path document = folder.resolve("document");
        Process browser = new ProcessBuilder(
                        BROWSER.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--proxy-server=127.0.0.1:9",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(document.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(browser.waitFor(120, TimeUnit.SECONDS))
                    .as("the browser ends")
                    .isTrue();
        } finally {
            browser.destroyForcibly().waitFor();
        }
        return Files.readString(document);
    }
}
