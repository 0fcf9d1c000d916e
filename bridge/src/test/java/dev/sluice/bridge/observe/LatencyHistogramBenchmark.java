package dev.sluice.bridge.observe;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Our histogram beside Micrometer's timer with the same buckets, alone and from two threads.
 *
 * <p>{@code mvn -q -pl bridge -am test-compile dependency:build-classpath -Dmdep.outputFile=target/cp} and then
 * {@code java -cp bridge/target/test-classes:bridge/target/classes:$(cat bridge/target/cp) dev.sluice.bridge.observe.LatencyHistogramBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LatencyHistogramBenchmark {

    private final Metrics metrics = new Metrics();
    private final MappingMeter meter = metrics.ingest().mapping("telemetry");
    private final Timer timer = timer();
    private final long nanos = TimeUnit.MILLISECONDS.toNanos(7);

    @Benchmark
    public void ours() {
        meter.stored(nanos);
    }

    @Benchmark
    public void micrometerTimer() {
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private static Timer timer() {
        double[] bounds = LatencyHistogram.upperBoundsSeconds();
        var objectives = new Duration[bounds.length - 1];
        for (int i = 0; i < objectives.length; i++) {
            objectives[i] = Duration.ofNanos((long) (bounds[i] * 1e9));
        }
        return Timer.builder("timer")
                .serviceLevelObjectives(objectives)
                .register(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    public static void main(String[] args) throws Exception {
        for (int threads : new int[] {1, 2}) {
            new Runner(new OptionsBuilder()
                            .include(LatencyHistogramBenchmark.class.getSimpleName())
                            .threads(threads)
                            .build())
                    .run();
        }
    }
}
