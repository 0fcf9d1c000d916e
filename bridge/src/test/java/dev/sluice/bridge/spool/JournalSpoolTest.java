package dev.sluice.bridge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.pipeline.RecordSink.Answer;
import dev.sluice.bridge.pipeline.Spool;
import dev.sluice.mapping.rule.SpoolWhenFull;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalSpoolTest {

    @TempDir
    private Path folder;

    private final PretendKafka kafka = new PretendKafka(PretendKafka.Mood.AWAY);

    @Test
    void whatIsOnDiskIsAcknowledgedAlthoughKafkaIsAway() {
        try (var spool = SpoolOnDisk.open(folder, kafka)) {
            assertThat(spool.offer("d", "1")).isEqualTo(Answer.ACCEPTED);
            assertThat(spool.offer("d", "2")).isEqualTo(Answer.ACCEPTED);

            await().untilAsserted(() -> assertThat(spool.acknowledged).containsExactly("1", "2"));
            assertThat(kafka.values()).isEmpty();
            await().untilAsserted(() ->
                    assertThat(spool.metric("sluice_spool_records")).isEqualTo(2));
        }
    }

    @Test
    void kafkaGetsEverythingInOrderWhenItIsBack() {
        try (var spool = SpoolOnDisk.open(folder, kafka)) {
            var sent = offerMany(spool, "d", 5_000);
            await().untilAsserted(() -> assertThat(spool.acknowledged).hasSize(sent.size()));

            kafka.becomes(PretendKafka.Mood.WELL);

            await().untilAsserted(() -> assertThat(kafka.values()).hasSize(sent.size()));
            assertThat(kafka.values()).containsExactlyElementsOf(sent);
            await().untilAsserted(() ->
                    assertThat(spool.metric("sluice_spool_records")).isZero());
        }
    }

    @Test
    void anotherProcessGoesOnWhereOneHasEnded() {
        List<String> sent;
        try (var spool = SpoolOnDisk.open(folder, kafka)) {
            sent = new ArrayList<>(offerMany(spool, "d", 3_000));
            await().untilAsserted(() -> assertThat(spool.acknowledged).hasSize(3_000));
        }
        try (var spool = SpoolOnDisk.open(folder, kafka)) {
            assertThat(spool.metric("sluice_spool_records")).isEqualTo(3_000);
            assertThat(spool.spool.holds(SpoolOnDisk.record("t", "d", ""))).isTrue();
            spool.offer("d", "last");
            sent.add("last");

            kafka.becomes(PretendKafka.Mood.WELL);

            await().untilAsserted(() -> assertThat(kafka.values()).hasSize(sent.size()));
            assertThat(kafka.values()).containsExactlyElementsOf(sent);
            await().untilAsserted(() ->
                    assertThat(spool.metric("sluice_spool_records")).isZero());
        }
        try (var spool = SpoolOnDisk.open(folder, kafka)) {
            assertThat(spool.metric("sluice_spool_records")).isZero();
        }
    }

    @Test
    void whatKafkaHasIsNotSentAgainByTheNextProcess() {
        kafka.becomes(PretendKafka.Mood.SILENT);
        try (var spool = SpoolOnDisk.open(folder, kafka)) {
            spool.offer("a", "1");
            spool.offer("b", "2");
            await().untilAsserted(() -> assertThat(kafka.unanswered()).containsExactlyInAnyOrder("1", "2"));
            kafka.answers("1", true);
            await().untilAsserted(() ->
                    assertThat(spool.metric("sluice_spool_records")).isEqualTo(1));
        }
        kafka.becomes(PretendKafka.Mood.WELL);
        try (var spool = SpoolOnDisk.open(folder, kafka)) {
            await().untilAsserted(() ->
                    assertThat(spool.metric("sluice_spool_records")).isZero());
        }
        assertThat(kafka.values()).containsExactly("1", "2");
    }

    @Test
    void aKeyIsHeldUntilKafkaHasItsLastRecord() {
        kafka.becomes(PretendKafka.Mood.SILENT);
        try (var spool = SpoolOnDisk.open(folder, kafka)) {
            var key = SpoolOnDisk.record("t", "d", "");
            assertThat(spool.spool.holds(key)).isFalse();
            spool.offer("d", "1");
            assertThat(spool.spool.holds(key)).isTrue();
            assertThat(spool.spool.holds(SpoolOnDisk.record("t", "other", ""))).isFalse();
            await().untilAsserted(() -> assertThat(kafka.unanswered()).hasSize(1));

            kafka.answers("1", true);

            await().untilAsserted(() -> assertThat(spool.spool.holds(key)).isFalse());
        }
    }

    @Test
    void aRuleThatAsksForKafkaIsToldWhenKafkaHasTheRecord() {
        kafka.becomes(PretendKafka.Mood.SILENT);
        try (var spool = SpoolOnDisk.open(folder, kafka)) {
            spool.offer("d", "d", "1", SpoolOnDisk.rule("r", SpoolWhenFull.WITHHOLD), Spool.Until.IN_KAFKA);
            await().untilAsserted(() -> assertThat(kafka.unanswered()).hasSize(1));
            assertThat(spool.acknowledged).isEmpty();

            kafka.answers("1", true);

            await().untilAsserted(() -> assertThat(spool.acknowledged).containsExactly("1"));
        }
    }

    @Test
    void whatFollowsARecordOfUnknownFateIsSentAgainWithIt() {
        kafka.becomes(PretendKafka.Mood.SILENT);
        try (var spool = SpoolOnDisk.open(folder, kafka)) {
            for (var value : List.of("1", "2", "3", "4")) {
                spool.offer("d", value);
            }
            await().untilAsserted(() -> assertThat(kafka.unanswered()).containsExactly("1", "2", "3", "4"));

            kafka.answers("1", true);
            kafka.answers("3", true);
            kafka.answers("2", false);
            kafka.becomes(PretendKafka.Mood.WELL);
            assertThat(kafka.values()).containsExactly("1", "3");
            kafka.answers("4", true);

            await().untilAsserted(() -> assertThat(kafka.values()).containsExactly("1", "3", "4", "2", "3", "4"));
            await().untilAsserted(() ->
                    assertThat(spool.metric("sluice_spool_records")).isZero());
        }
    }

    @Test
    void aDeviceBehindAMillionOfAnothersNeedsNotWaitForThem() {
        try (var spool = SpoolOnDisk.open(folder, kafka)) {
            int many = 20_000;
            offerMany(spool, "loud", many);
            spool.offer("quiet", "q");
            await().untilAsserted(() -> assertThat(spool.acknowledged).hasSize(many + 1));
        }
        try (var spool = SpoolOnDisk.open(folder, kafka)) {
            kafka.becomes(PretendKafka.Mood.WELL);

            await().untilAsserted(() ->
                    assertThat(spool.metric("sluice_spool_records")).isZero());
            assertThat(kafka.values().indexOf("q")).isBetween(0, 10_000);
        }
    }

    static List<String> offerMany(SpoolOnDisk spool, String device, int count) {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var value = device + "-" + i;
            if (spool.offer(device, value) != Answer.ACCEPTED) {
                await().until(() -> spool.offer(device, value) == Answer.ACCEPTED);
            }
            sent.add(value);
        }
        return sent;
    }
}
