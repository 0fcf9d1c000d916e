package dev.sluice.bridge.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.pipeline.RecordSink.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OversizedTest {

    @TempDir
    private Path folder;

    private final PretendKafka kafka = new PretendKafka(PretendKafka.Mood.AWAY);

    @Test
    void aRecordThatItsTopicTurnsOutNotToTakeBecomesADeadLetterInItsPlace() {
        try (var spool = SpoolOnDisk.open(folder, kafka)) {
            spool.offer("d", "1");
            spool.offer("d", "x".repeat(5_000));
            spool.offer("d", "3");
            await().untilAsserted(() -> assertThat(spool.acknowledged).hasSize(3));
            kafka.largest = 1_000;

            kafka.becomes(PretendKafka.Mood.WELL);

            await().untilAsserted(() -> assertThat(kafka.records()).hasSize(3));
            var letter = kafka.records().get(1);
            assertThat(letter.topic()).isEqualTo("dead");
            assertThat(letter.value()).hasSize(5_000);
            assertThat(letter.headers())
                    .anyMatch(header -> header.name().equals("dead-letter.reason")
                            && new String(header.value(), UTF_8).equals("RECORD_TOO_LARGE"));
            await().untilAsserted(() ->
                    assertThat(spool.metric("sluice_dead_letters_total")).isEqualTo(1));
        }
    }

    @Test
    void whatIsKnownToBeTooLargeIsNotTaken() {
        try (var spool = SpoolOnDisk.open(folder, kafka)) {
            kafka.largest = 1_000;

            assertThat(spool.offer("d", "x".repeat(5_000))).isEqualTo(Answer.TOO_LARGE);
        }
    }
}
