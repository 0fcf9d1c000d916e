package dev.sluice.bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/tools.md do what the page says. */
class ToolsPageTest {

    private static final Path DOCS = Path.of("../docs");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeTheExample() throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), block("# sluice\\.yaml"));
        Files.writeString(folder.resolve("telemetry.test.yaml"), block("# telemetry\\.test\\.yaml"));
        Files.createDirectories(folder.resolve("schemas"));
        Files.copy(DOCS.resolve("schemas/Telemetry.avsc"), folder.resolve("schemas/Telemetry.avsc"));
    }

    @Test
    void casesOfThePageHold() {
        assertThat(sluice("test")).as(out.toString() + err).isEqualTo(0);
        assertThat(out.toString()).contains("2 cases: 2 good, 0 bad");
    }

    @Test
    void rulesOfThePageAreAboveAdvice() {
        assertThat(sluice("lint", "--strict")).as(out.toString() + err).isEqualTo(0);
        assertThat(out.toString()).contains("is good: 1 mapping");
    }

    @Test
    void explanationBeginsAsThePageShows() throws IOException {
        var payload = Files.writeString(
                folder.resolve("payload.json"), "{\"temperature\": 21.5, \"ts\": \"2026-11-21T10:15:30Z\"}");

        assertThat(sluice("explain", "devices/north/press-7/telemetry", payload.toString(), "--client", "press-7"))
                .as(out.toString() + err)
                .isEqualTo(0);

        assertThat(out.toString())
                .contains(
                        "  captures     site = north, device = press-7\n  Kafka topic  telemetry.north\n  key          press-7\n"
                                + "  partition    ");
    }

    private static String block(String beginning) throws IOException {
        var found = Pattern.compile("```yaml\\n(" + beginning + ".*?)\\n```", Pattern.DOTALL)
                .matcher(Files.readString(DOCS.resolve("tools.md")));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private int sluice(String... arguments) {
        return new SluiceMain(folder, settings -> 0).execute(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
