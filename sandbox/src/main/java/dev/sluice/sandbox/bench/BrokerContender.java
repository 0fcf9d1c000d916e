package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.PeakMemory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A broker, measured with devices. */
final class BrokerContender implements Contender {

    /** Kafka has what it will get when nothing has come for so long. */
    private static final Duration STILL = Duration.ofSeconds(10);

    private final PeerGround ground;
    private final PeerKind kind;
    private final Peer peer;
    private final Optional<String> topic;
    private final Devices devices;

    /** @param topic what it fills, if it has a way into Kafka */
    BrokerContender(PeerGround ground, PeerKind kind, Peer peer, Optional<String> topic) {
        this.ground = ground;
        this.kind = kind;
        this.peer = peer;
        this.topic = topic;
        this.devices = new Devices(ground.programs(), ground.load(), peer.port(), ground.folder());
    }

    @Override
    public void warmUp(long messages) {
        settled(records(), devices.run(messages));
    }

    @Override
    public Throughput round() {
        long recordsBefore = records();
        var clock = RoundClock.start(ground.kafka());
        var cpuBefore = cpu();
        try (var growth = Growth.fromFirstToLast(this::records)) {
            Devices.Result result = devices.run(ground.load().messages());
            long stored = settled(recordsBefore, result);
            double inKafka = growth.perSecond();
            Map<String, Duration> used = since(cpuBefore);
            return new Throughput(
                    OptionalDouble.of(result.perSecond()),
                    topic.isPresent() ? OptionalDouble.of(inKafka) : OptionalDouble.empty(),
                    result.acknowledged(),
                    stored,
                    used,
                    topic.map(name -> clock.kafka()),
                    Optional.of(result.cpu()),
                    clock.others(sum(used).plus(result.cpu())));
        }
    }

    @Override
    public Timing timed(int perSecond, Duration time) {
        long recordsBefore = records();
        Devices.Result result = devices.runAtRate(perSecond, time);
        settled(recordsBefore, result);
        return new Timing(result.p50Micros() / 1e3, result.p99Micros() / 1e3, result.perSecond());
    }

    @Override
    public Map<String, Long> peakBytes() {
        Map<String, Long> peaks = new LinkedHashMap<>();
        peer.processes()
                .forEach((name, process) -> PeakMemory.of(process.pid()).ifPresent(bytes -> peaks.put(name, bytes)));
        return peaks;
    }

    private long records() {
        return topic.map(ground::records).orElse(0L);
    }

    /** Waits for what was acknowledged, and gives how many records there are more. */
    private long settled(long before, Devices.Result result) {
        return topic.map(
                        name -> ground.awaitRecords(name, before + result.acknowledged() - kind.tail(), STILL) - before)
                .orElse(0L);
    }

    private Map<String, Duration> cpu() {
        Map<String, Duration> used = new LinkedHashMap<>();
        peer.processes().forEach((name, process) -> used.put(name, process.cpuTime()));
        return used;
    }

    private Map<String, Duration> since(Map<String, Duration> before) {
        Map<String, Duration> used = cpu();
        used.replaceAll((name, now) -> now.minus(before.getOrDefault(name, Duration.ZERO)));
        return used;
    }

    private static Duration sum(Map<String, Duration> used) {
        return used.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        peer.close();
    }
}
