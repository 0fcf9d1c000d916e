package dev.sluice.bridge.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.bridge.pipeline.Spool;
import dev.sluice.bridge.settings.SpoolSettings;
import dev.sluice.mapping.engine.OutgoingHeader;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.rule.AckMode;
import dev.sluice.mapping.rule.MappingRule;
import dev.sluice.mapping.rule.OnInvalid;
import dev.sluice.mapping.rule.SpoolWhenFull;
import dev.sluice.mapping.settings.DataSize;
import dev.sluice.mapping.settings.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A journal in small pieces, with everything around it that a test wants to look at. */
final class SpoolOnDisk implements AutoCloseable {

    static final JournalShape SMALL = new JournalShape(64 << 10, 64 << 10, 96 << 10, 32 << 10);

    final PretendKafka kafka;
    final Metrics metrics = new Metrics();
    final HealthBoard health = new HealthBoard();
    final JournalSpool spool;
    final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    final Queue<String> unknown = new ConcurrentLinkedQueue<>();

    private SpoolOnDisk(SpoolSettings settings, PretendKafka kafka, JournalShape shape, Disk disk) {
        this.kafka = kafka;
        this.spool = new JournalSpool(
                settings, new JournalSpool.Target(kafka, "dead", 60_000, 1 << 20), metrics, health, shape, disk);
        spool.open();
    }

    static SpoolOnDisk open(Path folder, PretendKafka kafka) {
        return open(folder, kafka, 64 << 20, Disk.REAL);
    }

    static SpoolOnDisk open(Path folder, PretendKafka kafka, long maxBytes, Disk disk) {
        return new SpoolOnDisk(settings(folder, maxBytes, null), kafka, SMALL, disk);
    }

    static SpoolOnDisk openWithKey(Path folder, PretendKafka kafka, String key) {
        return new SpoolOnDisk(settings(folder, 64 << 20, key), kafka, SMALL, Disk.REAL);
    }

    private static SpoolSettings settings(Path folder, long maxBytes, String key) {
        return new SpoolSettings(
                folder, DataSize.ofBytes(maxBytes), Optional.ofNullable(key).map(Secret::new));
    }

    static MappingRule rule(String name, SpoolWhenFull whenFull) {
        return new MappingRule(name, AckMode.SPOOL, whenFull, false, OnInvalid.DEAD_LETTER, "a test");
    }

    RecordSink.Answer offer(String device, String value) {
        return offer(device, device, value, rule("r", SpoolWhenFull.WITHHOLD), Spool.Until.JOURNALED);
    }

    RecordSink.Answer offer(String device, String key, String value, MappingRule rule, Spool.Until until) {
        return spool.offer(record("t", key, value), new Spool.Origin(rule, device), until, new RecordSink.Fate() {
            @Override
            public void stored() {
                acknowledged.add(value);
            }

            @Override
            public void unknown(String why) {
                unknown.add(value);
            }
        });
    }

    static OutgoingRecord record(String topic, String key, String value) {
        return new OutgoingRecord(
                topic,
                key.getBytes(UTF_8),
                value.getBytes(UTF_8),
                1_700_000_000_000L,
                List.of(new OutgoingHeader("mqtt.event-id", "e".getBytes(UTF_8))));
    }

    double metric(String name) {
        return metrics.scrape()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        spool.close();
        metrics.close();
    }
}
