package dev.sluice.bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.bridge.settings.SluiceSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SluiceMainTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<SluiceSettings> started = new ArrayList<>();
    private ToIntFunction<SluiceSettings> bridge = settings -> {
        started.add(settings);
        return 0;
    };

    @Test
    void withoutAnyFileTheDefaultsRunAndAreNamed() {
        assertThat(sluice("run")).isEqualTo(0);

        assertThat(started).hasSize(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "Sluice uses the default configuration (no sluice.yaml in this folder): devices connect to 127.0.0.1:1883, "
                                + "Kafka is at localhost:9092, health and metrics are at http://127.0.0.1:8080.");
    }

    @Test
    void sluiceYamlOfTheWorkingFolderIsUsedAndNamed() throws IOException {
        var file = written("sluice.yaml", "mqtt: {listeners: [{port: 1999}]}");

        assertThat(sluice("run")).isEqualTo(0);

        assertThat(started.get(0).mqtt().listeners().get(0).port()).isEqualTo(1_999);
        assertThat(err.toString()).startsWith("Sluice uses " + file + ": devices connect to 127.0.0.1:1999,");
    }

    @Test
    void namedFileWinsOverTheUsualOne() throws IOException {
        written("sluice.yaml", "mqtt: {listeners: [{port: 1999}]}");
        var other = written("other.yaml", "mqtt: {listeners: [{port: 2000}]}");

        assertThat(sluice("run", "--config", other.toString())).isEqualTo(0);

        assertThat(started.get(0).mqtt().listeners().get(0).port()).isEqualTo(2_000);
    }

    @Test
    void overridesAreOnTop() {
        assertThat(sluice("run", "--set", "kafka.bootstrap.servers=k:1", "--set", "mqtt.listeners[0].port=5"))
                .isEqualTo(0);

        assertThat(started.get(0).kafka().bootstrapServers()).isEqualTo("k:1");
        assertThat(started.get(0).mqtt().listeners().get(0).port()).isEqualTo(5);
    }

    @Test
    void ruleThatMayLoseMessagesIsNamedAtTheStart() throws IOException {
        var file = written(
                "sluice.yaml",
                "mappings:\n  - {name: fast, from: a/#, payload: bytes, to: {topic: a}, ack: received}\n"
                        + "  - {name: safe, from: b/#, payload: bytes, to: {topic: b}}\n");

        assertThat(sluice("run")).isEqualTo(0);

        assertThat(err.toString())
                .contains("Rule \"fast\" (" + file + ":2) acknowledges before Kafka has the message (ack: received)")
                .doesNotContain("\"safe\"");
    }

    @Test
    void wrongConfigurationPrintsEveryProblemAndStartsNothing() throws IOException {
        written("sluice.yaml", "kafka:\n  acks: 1\n  linger.m: 5\n");

        assertThat(sluice("run", "--set", "shutdown.drain=soon")).isEqualTo(2);

        assertThat(started).isEmpty();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("cannot be used (3 problems):", "2:3", "[BREAKS-PROMISE]", "[UNKNOWN-KEY]", "[WRONG-TYPE]");
    }

    @Test
    void fileThatIsNotThereIsAWrongConfiguration() {
        assertThat(sluice("run", "--config", "nowhere.yaml")).isEqualTo(2);

        assertThat(err.toString()).contains("nowhere.yaml cannot be used", "there is no such file", "[FILE-MISSING]");
        assertThat(started).isEmpty();
    }

    @Test
    void fileThatIsNotYamlIsAWrongConfiguration() throws IOException {
        written("sluice.yaml", "mqtt: [\n");

        assertThat(sluice("lint")).isEqualTo(2);

        assertThat(err.toString()).contains("[NOT-YAML]");
    }

    @Test
    void overrideWithoutAValueIsAWrongConfiguration() {
        assertThat(sluice("lint", "--set", "mqtt")).isEqualTo(2);

        assertThat(err.toString()).contains("[BAD-OVERRIDE]");
    }

    @Test
    void portInUseIsTheMachinesFaultAndSaysWhichPort() {
        bridge = settings -> {
            throw EnvironmentException.cannotListen(
                    "MQTT", "mqtt.listeners[0].port", "127.0.0.1", 1_883, new BindException("Address already in use"));
        };

        assertThat(sluice("run")).isEqualTo(3);

        assertThat(err.toString())
                .contains("MQTT cannot listen on 127.0.0.1:1883: the port is in use by another process.")
                .contains("--set mqtt.listeners[0].port=PORT")
                .doesNotContain("\tat ");
    }

    @Test
    void faultOfSluiceItselfComesWithItsStackTrace() {
        bridge = settings -> {
            throw new IllegalStateException("a bug");
        };

        assertThat(sluice("run")).isEqualTo(3);

        assertThat(err.toString()).contains("Please report it", "IllegalStateException: a bug", "\tat ");
    }

    @Test
    void exitCodeOfTheBridgeIsThatOfTheCommand() {
        bridge = settings -> 130;

        assertThat(sluice("run")).isEqualTo(130);
    }

    @Test
    void lintSaysThatAConfigurationIsGood() throws IOException {
        var file = written("sluice.yaml", "shutdown: {drain: 1s}");

        assertThat(sluice("lint")).isEqualTo(0);

        assertThat(out.toString())
                .isEqualToIgnoringNewLines(file + " is good: no mappings; every message goes to Kafka in the envelope");
        assertThat(err.toString()).isEmpty();
        assertThat(started).isEmpty();
    }

    @Test
    void lintCountsTheMappings() throws IOException {
        written("sluice.yaml", "on-unmapped: local\nmappings: [{name: a, from: a/#, payload: bytes, to: {topic: a}}]");

        assertThat(sluice("lint")).isEqualTo(0);

        assertThat(out.toString())
                .contains(" is good: 1 mapping; what matches none of them goes to local subscribers only");
    }

    @Test
    void misspeltOptionSaysWhichWasMeant() {
        assertThat(sluice("run", "--cofnig", "x")).isEqualTo(2);

        assertThat(err.toString()).contains("--cofnig", "Possible solutions: --config");
    }

    @Test
    void unknownCommandSuggestsOne() {
        assertThat(sluice("rum")).isEqualTo(2);

        assertThat(err.toString()).contains("rum", "run");
    }

    @Test
    void withoutACommandTheUsageIsShown() {
        assertThat(sluice()).isEqualTo(2);

        assertThat(out.toString()).contains("Usage: sluice", "run", "lint", "A device's acknowledgement means");
    }

    @Test
    void helpExplainsEveryCommand() {
        for (String command : new String[] {"run", "lint", "explain"}) {
            assertThat(sluice(command, "--help")).isEqualTo(0);
            assertThat(out.toString()).contains("Usage: sluice " + command, "--config=FILE", "--set=PATH=VALUE");
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void versionNamesSluiceJavaAndKafka() {
        assertThat(sluice("--version")).isEqualTo(0);

        assertThat(out.toString()).containsPattern("sluice \\d+\\.\\d+\\.\\d+").contains("Java ", "Kafka client ");
    }

    private int sluice(String... arguments) {
        return new SluiceMain(folder, chosen -> bridge.applyAsInt(chosen.settings()))
                .execute(new PrintWriter(out), new PrintWriter(err), arguments);
    }

    private Path written(String name, String yaml) throws IOException {
        return Files.writeString(folder.resolve(name), yaml);
    }
}
