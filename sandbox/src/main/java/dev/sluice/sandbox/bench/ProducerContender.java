package dev.sluice.sandbox.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Kafka's own ProducerPerformance: the ceiling, since it has no devices to hear. */
final class ProducerContender implements Contender {

    private static final String NAME = "ProducerPerformance";

    private final PeerGround ground;
    private final String topic;
    private final RawProducer producer;

    private long peakBytes;

    ProducerContender(PeerGround ground, String topic) {
        this.ground = ground;
        this.topic = topic;
        var load = ground.load();
        var documents = TelemetryDocuments.write(
                ground.folder().resolve("documents.jsonl"), load.connections(), load.payloadBytes());
        this.producer = new RawProducer(
                ground.programs(),
                documents,
                ground.bootstrapServers(),
                topic,
                ground.folder().resolve("producer-performance.log"));
    }

    /** Of Kafka and its files: the producer itself starts cold every time. */
    @Override
    public void warmUp(long messages) {
        producer.run(messages, messages / 2);
    }

    @Override
    public Throughput round() {
        long messages = ground.load().messages();
        long before = ground.records(topic);
        var clock = RoundClock.start(ground.kafka());
        try (var growth = Growth.fromFirstToLast(() -> ground.records(topic))) {
            RawProducer.Result result = producer.run(messages, messages / 2);
            peakBytes = Math.max(peakBytes, result.peakBytes());
            return new Throughput(
                    OptionalDouble.empty(),
                    OptionalDouble.of(growth.perSecond()),
                    messages,
                    ground.records(topic) - before,
                    Map.of(NAME, result.cpu()),
                    Optional.of(clock.kafka()),
                    Optional.empty(),
                    clock.others(result.cpu()));
        }
    }

    @Override
    public Timing timed(int perSecond, Duration time) {
        RawProducer.Result result = producer.runAtRate(perSecond, time);
        return new Timing(result.p50Millis(), result.p99Millis(), result.recordsPerSecond());
    }

    @Override
    public Map<String, Long> peakBytes() {
        return Map.of(NAME, peakBytes);
    }

    @Override
    public void close() {
        // each run's process has ended by itself
    }
}
