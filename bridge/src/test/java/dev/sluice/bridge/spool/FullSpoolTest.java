package dev.sluice.bridge.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.pipeline.RecordSink.Answer;
import dev.sluice.bridge.pipeline.Spool;
import dev.sluice.mapping.rule.MappingRule;
import dev.sluice.mapping.rule.SpoolWhenFull;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullSpoolTest {

    private static final long SMALL = 1 << 20;
    private static final String PADDING = "x".repeat(1_000);

    @TempDir
    private Path folder;

    private final PretendKafka kafka = new PretendKafka(PretendKafka.Mood.AWAY);

    @Test
    void aFullJournalWithholdsAndGoesOnWhenKafkaIsBack() {
        try (var spool = SpoolOnDisk.open(folder, kafka, SMALL, Disk.REAL)) {
            var rule = SpoolOnDisk.rule("r", SpoolWhenFull.WITHHOLD);
            int accepted = fill(spool, rule);
            assertThat(accepted).isBetween(200, 1_000);

            kafka.becomes(PretendKafka.Mood.WELL);

            await().until(() -> offer(spool, "late", "late", "late", rule) == Answer.ACCEPTED);
            await().untilAsserted(() -> assertThat(kafka.values()).hasSize(accepted + 1));
            await().untilAsserted(() -> assertThat(health(spool)).isEmpty());
        }
    }

    @Test
    void oneDeviceAloneDoesNotTakeTheRoomOfTheOthers() {
        try (var spool = SpoolOnDisk.open(folder, kafka, SMALL, Disk.REAL)) {
            var rule = SpoolOnDisk.rule("r", SpoolWhenFull.WITHHOLD);
            int loud = 0;
            while (loud < 2_000 && offer(spool, "loud", "loud", "v" + loud, rule) == Answer.ACCEPTED) {
                loud++;
            }

            assertThat(loud).isLessThan(2_000);
            for (int i = 0; i < 20; i++) {
                assertThat(offer(spool, "quiet" + i, "k", "q" + i, rule)).isEqualTo(Answer.ACCEPTED);
            }
        }
    }

    @Test
    void theNewestIsAcknowledgedAndDroppedIfTheRuleSaysSo() {
        try (var spool = SpoolOnDisk.open(folder, kafka, SMALL, Disk.REAL)) {
            int accepted = fill(spool, SpoolOnDisk.rule("w", SpoolWhenFull.WITHHOLD));
            var rule = SpoolOnDisk.rule("n", SpoolWhenFull.DROP_NEWEST);
            int late = 0;
            while (spool.metric("sluice_messages_dropped_total") == 0) {
                assertThat(offer(spool, "d0", "d0", "late" + late, rule)).isEqualTo(Answer.ACCEPTED);
                late++;
            }
            int count = accepted + late;
            assertThat(late).isLessThan(200);

            kafka.becomes(PretendKafka.Mood.WELL);

            await().untilAsserted(() -> assertThat(spool.acknowledged).hasSize(count));
            awaitInKafkaOrDropped(spool, count);
            for (int i = 0; i < accepted; i++) {
                assertThat(kafka.values()).contains("v" + i + PADDING);
            }
        }
    }

    @Test
    void theOldestOfTheRuleGiveWayAndAreCounted() {
        try (var spool = SpoolOnDisk.open(folder, kafka, SMALL, Disk.REAL)) {
            var rule = SpoolOnDisk.rule("o", SpoolWhenFull.DROP_OLDEST);
            int count = 1_500;
            for (int i = 0; i < count; i++) {
                offerInTheEnd(spool, "d" + i % 10, "d" + i % 10, "v" + i, rule);
            }
            await().untilAsserted(() -> assertThat(spool.acknowledged).hasSize(count));

            kafka.becomes(PretendKafka.Mood.WELL);

            awaitInKafkaOrDropped(spool, count);
            assertThat(spool.metric("sluice_messages_dropped_total")).isPositive();
            assertThat(kafka.values()).contains("v" + (count - 1) + PADDING).doesNotContain("v0" + PADDING);
        }
    }

    @Test
    void ofEachKeyTheLatestIsKept() {
        try (var spool = SpoolOnDisk.open(folder, kafka, SMALL, Disk.REAL)) {
            var rule = SpoolOnDisk.rule("k", SpoolWhenFull.KEEP_LATEST_PER_KEY);
            Map<String, String> latest = new LinkedHashMap<>();
            int count = 2_000;
            for (int i = 0; i < count; i++) {
                var key = "k" + i % 50;
                offerInTheEnd(spool, "d" + i % 50, key, "v" + i, rule);
                latest.put(key, "v" + i + PADDING);
            }
            await().untilAsserted(() -> assertThat(spool.acknowledged).hasSize(count));

            kafka.becomes(PretendKafka.Mood.WELL);

            awaitInKafkaOrDropped(spool, count);
            assertThat(spool.metric("sluice_messages_dropped_total")).isPositive();
            assertThat(kafka.values()).containsAll(latest.values());
        }
    }

    @Test
    void aFullDiskIsLikeAFullJournalUntilThereIsSpace() {
        var disk = new FullDisk();
        try (var spool = SpoolOnDisk.open(folder, kafka, 64 << 20, disk)) {
            var rule = SpoolOnDisk.rule("r", SpoolWhenFull.WITHHOLD);
            offerInTheEnd(spool, "d", "d", "first", rule);
            await().untilAsserted(() -> assertThat(spool.acknowledged).hasSize(1));
            disk.full = true;
            int accepted = 1;
            for (int i = 0; i < 1_000; i++) {
                var device = "d" + i % 100;
                accepted += offer(spool, device, device, "v" + i, rule) == Answer.ACCEPTED ? 1 : 0;
            }
            await().untilAsserted(() -> assertThat(health(spool)).contains("No space left on device"));
            assertThat(spool.acknowledged).hasSizeLessThan(400); // two segments hold a quarter of it

            disk.full = false;

            offerInTheEnd(spool, "d", "d", "last", rule);
            int all = accepted + 1;
            await().untilAsserted(() -> assertThat(spool.acknowledged).hasSize(all));
            kafka.becomes(PretendKafka.Mood.WELL);
            await().untilAsserted(() -> assertThat(kafka.values()).hasSize(all));
            assertThat(spool.unknown).isEmpty();
        }
    }

    @Test
    void whatTheDiskDoesNotForceIsNotAcknowledged() {
        var disk = new FullDisk();
        try (var spool = SpoolOnDisk.open(folder, kafka, 64 << 20, disk)) {
            var rule = SpoolOnDisk.rule("r", SpoolWhenFull.WITHHOLD);
            offer(spool, "d", "d", "0", rule);
            await().untilAsserted(() -> assertThat(spool.acknowledged).containsExactly("0" + PADDING));
            disk.broken = true;
            offer(spool, "d", "d", "1", rule);
            await().untilAsserted(() -> assertThat(spool.unknown).containsExactly("1" + PADDING));

            disk.broken = false;

            offerInTheEnd(spool, "d", "d", "2", rule);
            await().untilAsserted(() -> assertThat(spool.acknowledged).containsExactly("0" + PADDING, "2" + PADDING));
        }
    }

    @Test
    void filesThatTheDiskDidNotForceWhenTheyWereMadeGetNoRecords() {
        var disk = new FullDisk();
        disk.broken = true;
        try (var spool = SpoolOnDisk.open(folder, kafka, 64 << 20, disk)) {
            var rule = SpoolOnDisk.rule("r", SpoolWhenFull.WITHHOLD);
            await().untilAsserted(() -> assertThat(health(spool)).contains("Input/output error"));
            assertThat(offer(spool, "d", "d", "0", rule)).isEqualTo(Answer.NOT_NOW);

            disk.broken = false;

            offerInTheEnd(spool, "d", "d", "1", rule);
            await().untilAsserted(() -> assertThat(spool.acknowledged).containsExactly("1" + PADDING));
            assertThat(spool.unknown).isEmpty();
        }
    }

    @Test
    void aFewRecordsThatCannotLeaveDoNotHoldTheSpaceOfAll() {
        try (var spool = SpoolOnDisk.open(folder, kafka, SMALL, Disk.REAL)) {
            kafka.isCold("stuck");
            kafka.becomes(PretendKafka.Mood.WELL);
            var rule = SpoolOnDisk.rule("r", SpoolWhenFull.WITHHOLD);
            int count = 4_000;
            for (int i = 0; i < count; i++) {
                if (i % 100 == 0) {
                    var record = SpoolOnDisk.record("stuck", "s", "s" + i);
                    var origin = new Spool.Origin(rule, "s");
                    await().pollInterval(Duration.ofMillis(5))
                            .until(() -> spool.spool.offer(record, origin, Spool.Until.JOURNALED, new FatesOfNobody())
                                    == Answer.ACCEPTED);
                }
                offerInTheEnd(spool, "d", "d", "v" + i, rule);
            }

            await().untilAsserted(() -> assertThat(kafka.values()).hasSize(count));
            await().untilAsserted(() ->
                    assertThat(spool.metric("sluice_spool_records")).isEqualTo(40));
        }
    }

    /** Everybody sends until nobody is taken any more; a file that is being closed gives room back for a while. */
    private static int fill(SpoolOnDisk spool, MappingRule rule) {
        var accepted = new AtomicInteger();
        await().until(() -> {
            int before = accepted.get();
            for (int i = 0; i < 100; i++) {
                if (offer(spool, "d" + i, "d" + i, "v" + accepted, rule) == Answer.ACCEPTED) {
                    accepted.incrementAndGet();
                }
            }
            // A slow disk refuses, too; and what was accepted with the last of the room may wait for it.
            return accepted.get() == before
                    && spool.acknowledged.size() > before - 20
                    && health(spool).contains("is full");
        });
        return accepted.get();
    }

    private void awaitInKafkaOrDropped(SpoolOnDisk spool, int count) {
        await().untilAsserted(() -> assertThat(kafka.values().size() + spool.metric("sluice_messages_dropped_total"))
                .isEqualTo(count));
        await().untilAsserted(
                        () -> assertThat(spool.metric("sluice_spool_records")).isZero());
    }

    private static Answer offer(SpoolOnDisk spool, String device, String key, String value, MappingRule rule) {
        return spool.offer(device, key, value + PADDING, rule, Spool.Until.JOURNALED);
    }

    private static void offerInTheEnd(SpoolOnDisk spool, String device, String key, String value, MappingRule rule) {
        if (offer(spool, device, key, value, rule) != Answer.ACCEPTED) {
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> offer(spool, device, key, value, rule) == Answer.ACCEPTED);
        }
    }

    private static String health(SpoolOnDisk spool) {
        var health = spool.health.component("spool").health();
        return health.up() ? "" : health.detail();
    }

    private static final class FullDisk implements Disk {

        private volatile boolean full;
        private volatile boolean broken;

        @Override
        public void allocate(long bytes) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void force() throws IOException {
            if (broken) {
                throw new IOException("Input/output error");
            }
        }
    }

    private static final class FatesOfNobody implements dev.sluice.bridge.pipeline.RecordSink.Fate {

        @Override
        public void stored() {}

        @Override
        public void unknown(String why) {}
    }
}
