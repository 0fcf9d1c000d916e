package dev.sluice.bridge.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferCommandTest {

    /** As mosquitto_sub -F %j writes the first, and -F %J the second. */
    private static final String SAMPLE = """
            {"tst":"2026-11-21T10:15:30Z","topic":"devices/d1/telemetry","qos":0,"retain":0,"payloadlen":29,"payload":"{\\"ts\\":1795299330123,\\"t\\":21.5}"}
            {"tst":"2026-11-21T10:15:30Z","topic":"devices/d2/telemetry","qos":0,"payload":{"ts":1795299330124,"t":22}}
            {"topic":"devices/d1/battery","payload":"87.5"}
            {"topic":"devices/d1/door","payload":"open"}
            {"topic":"devices/d1/frame","payload-base64":"AP8="}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void proposalIsPrintedWithItsReasons() throws IOException {
        assertThat(infer(written(SAMPLE))).as(err.toString()).isEqualTo(0);

        assertThat(out.toString())
                .contains("# Proposed by sluice infer from 5 messages, and tried on them: it rejects none.")
                .contains(
                        "  # 2 messages: 2 json object\n  - name: devices-telemetry\n    from: \"devices/{device}/telemetry\"\n")
                .contains("    payload: number\n", "    payload: text\n", "    payload: bytes\n")
                .contains("# schemas/DevicesTelemetry.avsc\n", "\"logicalType\" : \"timestamp-millis\"");
    }

    @Test
    void writtenProposalLintsAndIsNotOverwritten() throws IOException {
        var output = folder.resolve("proposal");
        assertThat(infer(written(SAMPLE), "--output", output.toString())).isEqualTo(0);
        assertThat(out.toString()).contains("4 rules and 3 schemas from 5 messages");

        assertThat(sluice(
                        "lint", "--strict", "-c", output.resolve("sluice.yaml").toString()))
                .as(out.toString())
                .isEqualTo(0);

        Files.writeString(output.resolve("sluice.yaml"), "# mine");
        assertThat(infer(written(SAMPLE), "--output", output.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("sluice.yaml is there already; --force writes over it");
        assertThat(output.resolve("sluice.yaml")).hasContent("# mine");
        assertThat(infer(written(SAMPLE), "--output", output.toString(), "--force"))
                .isEqualTo(0);
    }

    @Test
    void oneMessageThatFitsNothingLeavesItsTopicsAlone() throws IOException {
        assertThat(infer(written("""
                        {"topic":"a/b","payload":{"t":1}}
                        {"topic":"a/b","payload-base64":"%s"}
                        """.formatted(Base64.getEncoder().encodeToString(new byte[] {(byte) 0xFF})))))
                .isEqualTo(0);

        assertThat(out.toString()).contains("  # 2 messages: 1 json object, 1 bytes\n", "    payload: bytes\n");
    }

    @Test
    void sampleThatIsNoneSaysWhere() throws IOException {
        assertThat(infer(written("{\"topic\":\"a\",\"payload\":1}\n{\"topic\":\"a/#\",\"payload\":1}\n")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("The sample cannot be used: line 2 is not a message");
        assertThat(infer(written(""))).isEqualTo(1);
        assertThat(infer("nowhere.ndjson")).isEqualTo(3);
        assertThat(infer()).isEqualTo(2);
        assertThat(infer("--broker", "http://x")).isEqualTo(2);
    }

    @Test
    void sampleThatIsNotTextSaysWhereAndWhatElseToDo() throws IOException {
        var bytes =
                "{\"topic\":\"a\",\"payload\":\"grün\"}\n{\"topic\":\"a\",\"payload\":\"\u00ff\"}\n".getBytes(UTF_8);
        assertThat(infer(Files.write(folder.resolve("sample.ndjson"), bytes).toString()))
                .isEqualTo(0);
        assertThat(out.toString()).contains("from 2 messages");

        var latin =
                "{\"topic\":\"a\",\"payload\":\"b\"}\n{\"topic\":\"a\",\"payload\":\"\u00ff\"}\n".getBytes(ISO_8859_1);
        assertThat(infer(Files.write(folder.resolve("sample.ndjson"), latin).toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("The sample cannot be used: line 2 is not UTF-8;", "--broker")
                .doesNotContain("Exception");
    }

    @Test
    void payloadThatWasCutOffIsNotTakenForWhole() throws IOException {
        assertThat(infer(written("{\"topic\":\"a\",\"payloadlen\":8,\"payload\":\"a\"}\n")))
                .isEqualTo(1);

        assertThat(err.toString())
                .contains("The sample cannot be used: line 1 has 1 bytes of a payload of 8;", "--broker");
    }

    @Test
    void standardInputIsASample() throws IOException {
        var usual = System.in;
        try {
            System.setIn(new ByteArrayInputStream(SAMPLE.getBytes(UTF_8)));
            assertThat(infer("-")).as(err.toString()).isEqualTo(0);
        } finally {
            System.setIn(usual);
        }

        assertThat(out.toString()).contains("from 5 messages, and tried on them: it rejects none.");
    }

    private String written(String lines) throws IOException {
        return Files.writeString(folder.resolve("sample.ndjson"), lines).toString();
    }

    private int infer(String... arguments) {
        List<String> all = new ArrayList<>(List.of("infer"));
        all.addAll(List.of(arguments));
        return sluice(all.toArray(String[]::new));
    }

    private int sluice(String... arguments) {
        out.getBuffer().setLength(0);
        return new SluiceMain(folder, settings -> 0).execute(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
