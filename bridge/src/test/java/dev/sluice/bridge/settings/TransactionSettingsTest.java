package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sluice.mapping.settings.Problem;
import dev.sluice.mapping.settings.SettingsFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransactionSettingsTest {

    @Test
    void defaultsAreTheMachinesNameAndAMarkersTopic() {
        var usual = SettingsText.good("", TransactionSettings::read);

        assertThat(usual)
                .isEqualTo(new TransactionSettings(
                        TransactionSettings.usualId(), "mqtt.received", 5_000, Duration.ofMillis(5)));
        assertThat(usual.id()).matches("sluice[A-Za-z0-9._-]*");
    }

    @Test
    void everyKeyIsRead() {
        assertThat(SettingsText.good(
                        "id: north-1\nmarkers-topic: marks\nmax-batch: 10\nlinger: 0s\n", TransactionSettings::read))
                .isEqualTo(new TransactionSettings("north-1", "marks", 10, Duration.ZERO));
    }

    @Test
    void theNameOfAPodMakesAnIdForEachReplica() {
        assertThat(ofPod("sluice-0")).contains("sluice-0");
        assertThat(ofPod("sluice-1")).contains("sluice-1");
        assertThat(ofPod(null))
                .as("nothing is made up where the name is missing")
                .isEmpty();
    }

    private static Optional<String> ofPod(String name) {
        var file = SettingsFile.ofText(
                "sluice.yaml",
                "kafka: { transactions: { id: '${env:POD_NAME}' } }",
                SettingsText.FOLDER,
                List.of(),
                variable -> variable.equals("POD_NAME") ? name : null);
        return file.read(SettingsText.whole())
                .map(settings -> settings.kafka().transactions().id());
    }

    @Test
    void idIsOneWithoutSlashesAndTheTopicIsOneThatKafkaTakes() {
        assertThat(SettingsText.problems("kafka: {transactions: {id: a/b, markers-topic: '..'}}"))
                .extracting(Problem::path, Problem::code)
                .containsExactly(
                        tuple("kafka.transactions.id", "BAD-VALUE"),
                        tuple("kafka.transactions.markers-topic", "BAD-VALUE"));
    }
}
