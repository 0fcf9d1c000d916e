package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.CpuWatch;
import dev.sluice.sandbox.program.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kafka's own ProducerPerformance, in a JVM of its own: what can be had when there are no devices at all. */
final class RawProducer {

    private static final Duration BOUND = Duration.ofMinutes(10);
    private static final int AS_FAST_AS_IT_GOES = -1;
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

    /**
     * What it said of itself; milliseconds from send to Kafka's acknowledgement.
     *
     * @param recordsPerSecond from its first record to its last, its JVM's warm-up included
     * @param warmPerSecond without the first records
     * @param peakBytes the most memory it had resident
     */
    record Result(
            double recordsPerSecond,
            double warmPerSecond,
            long p50Millis,
            long p99Millis,
            Duration cpu,
            long peakBytes) {}

    /**
     * One run, as fast as it goes.
     *
     * @param head so many of its records are left out of {@link Result#warmPerSecond}
     */
    Result run(long records, long head) {
        return run(records, head, AS_FAST_AS_IT_GOES);
    }

    /** One run on schedule, without a head. */
    Result runAtRate(int perSecond, Duration time) {
        long records = Math.max(2, perSecond * time.toMillis() / 1000);
        return run(records, 1, perSecond);
    }

    private Result run(long records, long head, int perSecond) {
        var words = programs.producerPerformance(List.of(
                "--bootstrap-server",
                bootstrapServers,
                "--topic",
                topic,
                "--num-records",
                Long.toString(records),
                "--warmup-records",
                Long.toString(head),
                "--throughput",
                Integer.toString(perSecond),
                "--payload-file",
                documents.toString(),
                "--command-property",
                "acks=all",
                "compression.type=lz4",
                "linger.ms=5",
                "batch.size=131072"));
        try (var child = ChildProcess.start(ChildCommand.logged("ProducerPerformance", words, log))) {
            CpuWatch.Used used = CpuWatch.usedAtItsEnd(child, BOUND);
            return parse(said(child, false), said(child, true), used);
        }
    }

    private static String said(ChildProcess child, boolean steadyState) {
        return child.line(line -> isResult(line, steadyState))
                .orElseThrow(() -> child.failure("ended without a result"));
    }

    private static boolean isResult(String line, boolean steadyState) {
        Matcher result = RESULT.matcher(line);
        return result.matches() && (result.group(1) != null) == steadyState;
    }

    static Result parse(String whole, String steadyState, CpuWatch.Used used) {
        Matcher all = matched(whole);
        return new Result(
                perSecond(all),
                perSecond(matched(steadyState)),
                Long.parseLong(all.group(3)),
                Long.parseLong(all.group(4)),
                used.cpu(),
                used.peakBytes());
    }

    private static double perSecond(Matcher result) {
        return Double.parseDouble(result.group(2));
    }

    private static Matcher matched(String line) {
        Matcher result = RESULT.matcher(line);
        if (!result.matches()) {
            throw new IllegalArgumentException("no result of ProducerPerformance: " + line);
        }
        return result;
    }
}
