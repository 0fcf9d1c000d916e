package dev.sluice.bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.bridge.it.RunningSluice;
import dev.sluice.bridge.registry.WebServer;
import dev.sluice.sandbox.machine.FreePort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that take their schema from a registry: what the commands say when it is away, and when it has not the schema. */
class RegistrySubjectsIT {

    private static final String RULES = """
            schemas:
              registry: { url: "%s", timeout: %s }
            mappings:
              - name: telemetry
                from: devices/{device}/telemetry
                to: { topic: telemetry }
                value: { schema: { subject: telemetry-value } }
              - name: alarms
                from: devices/{device}/alarm
                to: { topic: alarms }
                value: { schema: { subject: alarms-value, version: 3 } }
            """;
    private static final WebServer.Page UNKNOWN =
            WebServer.answer(404, "{\"error_code\":40401,\"message\":\"Subject not found.\"}");
    private static final WebServer.Page KNOWN = WebServer.answer(
            200,
            JsonNodeFactory.instance
                    .objectNode()
                    .put("id", 1)
                    .put("schema", RunningSluice.TELEMETRY)
                    .toString());

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private boolean started;

    @ParameterizedTest
    @ValueSource(strings = {"lint", "run"})
    void registryThatIsAwayIsTheMachinesFaultAndEverySchemaIsNamed(String command) throws IOException {
        var nobody = "http://127.0.0.1:" + FreePort.next();
        rules(RULES.formatted(nobody, "300ms"));

        assertThat(sluice(command)).as(err.toString()).isEqualTo(3);

        assertThat(err.toString())
                .contains("sluice.yaml could not be checked to its end, because these schemas could not be had:\n")
                .contains(
                        "the schema registry at " + nobody,
                        "subject telemetry-value",
                        "subject alarms-value, version 3")
                .contains("Nothing else is wrong with it. Start the registry, or check schemas.registry.")
                .doesNotContain("null", "Exception", "\tat ");
        assertThat(out.toString()).isEmpty();
        assertThat(started).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lint", "run"})
    void whatElseIsWrongMakesItAWrongConfigurationThoughTheRegistryIsAway(String command) throws IOException {
        rules("nonsense: 1\n" + RULES.formatted("http://127.0.0.1:" + FreePort.next(), "300ms"));

        assertThat(sluice(command)).isEqualTo(2);

        assertThat(err.toString()).contains("(3 problems)", "[UNKNOWN-KEY]", "[SCHEMA-UNREACHABLE]");
        assertThat(started).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lint", "run"})
    void subjectThatTheRegistryHasNotIsAWrongConfiguration(String command) throws IOException {
        try (var registry = WebServer.start(
                exchange -> (exchange.getRequestURI().getPath().startsWith("/subjects/alarms-value/versions/3")
                                ? UNKNOWN
                                : KNOWN)
                        .serve(exchange))) {
            rules(RULES.formatted(registry.url(), "30s"));

            assertThat(sluice(command)).as(err.toString()).isEqualTo(2);
        }

        assertThat(err.toString())
                .contains("cannot be used (1 problem):", "subject alarms-value, version 3", "40401")
                .doesNotContain("telemetry-value");
        assertThat(started).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lint", "run"})
    void refusedCredentialsAreNotTheRulesFault(String command) throws IOException {
        try (var registry =
                WebServer.start(WebServer.answer(401, "{\"error_code\":401,\"message\":\"Unauthorized\"}"))) {
            rules(RULES.formatted(registry.url(), "30s"));

            assertThat(sluice(command)).isEqualTo(3);
        }

        assertThat(err.toString()).contains("could not be had", "401").doesNotContain("\tat ");
        assertThat(started).isFalse();
    }

    @Test
    void subjectsThatAreThereAreGood() throws IOException {
        try (var registry = WebServer.start(KNOWN)) {
            rules(RULES.formatted(registry.url(), "30s"));

            assertThat(sluice("lint")).as(out + err.toString()).isEqualTo(0);
            assertThat(sluice("run")).as(err.toString()).isEqualTo(0);
        }

        assertThat(started).isTrue();
    }

    private void rules(String yaml) throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), yaml);
    }

    private int sluice(String... arguments) {
        return new SluiceMain(folder, chosen -> {
                    started = true;
                    return 0;
                })
                .execute(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
