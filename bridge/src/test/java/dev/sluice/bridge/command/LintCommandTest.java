package dev.sluice.bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {

    private static final String WARNED =
            "mappings: [{ name: a, from: a/+, to: { topic: t, key: payload.seq }, on-invalid: drop }]";
    private static final String SHADOWED =
            "mappings:\n  - { name: a, from: a/+, to: { topic: t } }\n  - { name: b, from: a/b, to: { topic: t } }";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void warningsFailOnlyWhereSomebodyIsStrict() throws IOException {
        rules(WARNED);

        assertThat(lint()).isEqualTo(0);
        assertThat(out.toString())
                .contains(
                        "sluice.yaml:1  warning  a: payload.seq differs from message to message", "[KEY-SPLITS-DEVICE]")
                .contains(
                        "can be used: 1 mapping; what matches none of them goes to Kafka in the envelope; 1 warning, 1 hint");
        assertThat(lint("--strict")).isEqualTo(1);
    }

    @Test
    void ruleThatNeverMatchesFails() throws IOException {
        rules(SHADOWED);

        assertThat(lint()).isEqualTo(1);
        assertThat(out.toString()).contains("sluice.yaml:3  error  b: Never takes a message", "[RULE-SHADOWED]");
    }

    @Test
    void hintsNeverFail() throws IOException {
        rules("mqtt: { qos0-when-full: drop }");

        assertThat(lint("--strict")).isEqualTo(0);
        assertThat(out.toString()).contains("mqtt.qos0-when-full  hint  drop throws QoS 0 messages away");
    }

    @Test
    void programsGetJson() throws IOException {
        rules(WARNED);
        assertThat(lint("--format", "json", "--strict")).isEqualTo(1);
        var json = new ObjectMapper().readTree(out.toString());
        assertThat(json.at("/good").asBoolean()).isFalse();
        assertThat(json.at("/problems")).isEmpty();
        assertThat(json.at("/advice/0/code").asText()).isEqualTo("KEY-SPLITS-DEVICE");
        assertThat(json.at("/advice/0/level").asText()).isEqualTo("warning");

        rules("nonsense: 1");
        assertThat(lint("--format", "json")).isEqualTo(2);
        json = new ObjectMapper().readTree(out.toString());
        assertThat(json.at("/problems/0/code").asText()).isEqualTo("UNKNOWN-KEY");
        assertThat(json.at("/problems/0/line").asInt()).isEqualTo(1);
    }

    private void rules(String yaml) throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), yaml);
    }

    private int lint(String... arguments) {
        out.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("lint"));
        all.addAll(List.of(arguments));
        return new SluiceMain(folder, settings -> 0)
                .execute(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }
}
