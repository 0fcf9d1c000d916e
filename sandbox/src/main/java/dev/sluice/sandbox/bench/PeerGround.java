package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.kafka.KafkaProcess;
import dev.sluice.sandbox.kafka.Topics;
import dev.sluice.sandbox.machine.TemporaryFolder;
import dev.sluice.sandbox.program.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What all peers have in common: one Kafka, the load, a folder. */
final class PeerGround implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(50);

    private final Programs programs;
    private final SideBySideSettings settings;
    private final Path folder = TemporaryFolder.create("sluice-peers-");
    private final KafkaProcess kafka = KafkaProcess.inTemporaryFolder();

    // from start to close
    private Topics topics;

    private PeerGround(Programs programs, SideBySideSettings settings) {
        this.programs = programs;
        this.settings = settings;
    }

    static PeerGround start(Programs programs, SideBySideSettings settings) {
        var ground = new PeerGround(programs, settings);
        try {
            ground.kafka.heap("1g").start();
            ground.topics = new Topics(ground.kafka.bootstrapServers());
            return ground;
        } catch (RuntimeException failure) {
            ground.close();
            throw failure;
        }
    }

    /** Makes a topic of the settings' partitions. */
    void createTopic(String name) {
        topics.create(name, load().partitions(), Map.of());
    }

    /** The topic's records, once there are so many or none has been added for some time. */
    long awaitRecords(String topic, long expected, Duration still) {
        long last = -1;
        long since = System.nanoTime();
        while (true) {
            long now = topics.records(topic);
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
            if (now >= expected || System.nanoTime() - since > still.toNanos()) {
                return now;
            }
            Waiting.pause(LOOK);
        }
    }

    long records(String topic) {
        return topics.records(topic);
    }

    KafkaProcess kafka() {
        return kafka;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    Programs programs() {
        return programs;
    }

    BenchSettings load() {
        return settings.load();
    }

    List<String> kcatOptions() {
        return settings.kcatOptions();
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        if (topics != null) {
            topics.close();
        }
        kafka.close();
        TemporaryFolder.delete(folder);
    }
}
