package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kafka's own ProducerPerformance, in a JVM of its own: what can be had when there are no devices at all. */
final class RawProducer {

    private static final Duration BOUND = Duration.ofMinutes(10);
    private static final Pattern RESULT = Pattern.compile(
            "\\d+ (steady state )?records sent, ([0-9.]+) records/sec .* (\\d+) ms 50th.* (\\d+) ms 99th.*");

    private final Programs programs;
    private final Path documents;
    private final String bootstrapServers;
    private final String topic;
    private final Path log;

    RawProducer(Programs programs, Path documents, String bootstrapServers, String topic, Path log) {
        this.programs = programs;
        this.documents = documents;
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.log = log;
    }

    /** What it said of the records after its warm-up; milliseconds from send to Kafka's acknowledgement. */
    record Result(double recordsPerSecond, long p50Millis, long p99Millis, Duration cpu) {}

    /**
     * One run.
     *
     * @param warmUp records sent first, which its figures leave out but its CPU time includes
     */
    Result run(long records, long warmUp) {
        var words = programs.producerPerformance(List.of(
                "--bootstrap-server",
                bootstrapServers,
                "--topic",
                topic,
                "--num-records",
                Long.toString(records + warmUp),
                "--warmup-records",
                Long.toString(warmUp),
                "--throughput",
                "-1",
                "--payload-file",
                documents.toString(),
                "--command-property",
                "acks=all",
                "compression.type=lz4",
                "linger.ms=5",
                "batch.size=131072"));
        try (var child = ChildProcess.start(ChildCommand.logged("ProducerPerformance", words, log))) {
            Duration cpu = CpuWatch.untilItEnds(child, BOUND);
            String last = child.line(line -> isResult(line, warmUp > 0))
                    .orElseThrow(() -> child.failure("ended without a result"));
            return parse(last, cpu);
        }
    }

    private static boolean isResult(String line, boolean steadyState) {
        Matcher result = RESULT.matcher(line);
        return result.matches() && (result.group(1) != null) == steadyState;
    }

    static Result parse(String line, Duration cpu) {
        Matcher result = RESULT.matcher(line);
        if (!result.matches()) {
            throw new IllegalArgumentException("no result of ProducerPerformance: " + line);
        }
        return new Result(
                Double.parseDouble(result.group(2)),
                Long.parseLong(result.group(3)),
                Long.parseLong(result.group(4)),
                cpu);
    }
}
