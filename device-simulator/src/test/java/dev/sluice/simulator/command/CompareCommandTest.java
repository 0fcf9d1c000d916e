package dev.sluice.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.simulator.report.ReportFile;
import dev.sluice.simulator.report.Reports;
import dev.sluice.simulator.report.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

    private static final RunReport RUN = Reports.full();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void twoReports() throws IOException {
        ReportFile.write(folder.resolve("a.json"), RUN);
        ReportFile.write(
                folder.resolve("b.json"),
                RUN.withCpu("broker", 2 * RUN.cpuSeconds().get("broker")));
    }

    @Test
    void ratiosArePrinted() {
        assertThat(compare("a.json", "b.json")).isEqualTo(ExitCode.GOOD);

        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("figure +a.json +b.json +ratio"))
                .anyMatch(line -> line.matches("throughput +2,000/s +2,000/s +1.00×"))
                .anyMatch(line -> line.matches("cpu-broker .* 2.00×"));
    }

    @Test
    void aThresholdThatIsPassedExitsWithOne() {
        assertThat(compare("a.json", "b.json", "--fail-if", "cpu-broker>1.5", "--fail-if", "p99>1.2"))
                .isEqualTo(ExitCode.CHECK_FAILED);

        assertThat(out.toString()).contains("FAILED cpu-broker>1.5").doesNotContain("FAILED p99");
    }

    @Test
    void whatIsNoReportExitsWithTwoAndWhatIsMissingWithThree() throws IOException {
        Files.writeString(folder.resolve("other.json"), "{}");

        assertThat(compare("a.json", "other.json")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("other.json", "no report of a run");
        assertThat(compare("a.json", "gone.json")).isEqualTo(ExitCode.ENVIRONMENT);
    }

    private int compare(String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "compare";
        for (int i = 0; i < arguments.length; i++) {
            words[i + 1] = arguments[i].endsWith(".json")
                    ? folder.resolve(arguments[i]).toString()
                    : arguments[i];
        }
        return SimulatorMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
