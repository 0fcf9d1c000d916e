package dev.sluice.sandbox.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One peer's round, as fast as it goes. What a peer does not have is empty.
 *
 * @param acknowledgedPerSecond messages that devices were acknowledged
 * @param inKafkaPerSecond records, from the last look before the first to the first look at which all were there
 * @param messages acknowledged to whoever sent them; CPU is counted per million of these
 * @param stored records by which its topic grew
 * @param processes CPU time of the peer's own processes meanwhile, by name
 * @param kafka CPU time of Kafka meanwhile
 * @param devices CPU time of the load generator
 * @param others part of the machine's CPU that other programs took, 0 to 1
 */
record Throughput(
        OptionalDouble acknowledgedPerSecond,
        OptionalDouble inKafkaPerSecond,
        long messages,
        long stored,
        Map<String, Duration> processes,
        Optional<Duration> kafka,
        Optional<Duration> devices,
        double others) {

    /** CPU seconds per million messages. */
    double perMillion(Duration cpu) {
        return cpu.toNanos() / 1e3 / Math.max(1, messages);
    }

    /** CPU seconds per million messages of all the peer's own processes. */
    double peerPerMillion() {
        return perMillion(processes.values().stream().reduce(Duration.ZERO, Duration::plus));
    }
}
