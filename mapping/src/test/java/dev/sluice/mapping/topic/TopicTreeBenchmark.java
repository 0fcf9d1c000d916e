package dev.sluice.mapping.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of finding a rule must not grow with their number: 10 and 10,000 should take about as long.
 *
 * <pre>
 * mvn -q -pl mapping test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/class-path
 * java -cp mapping/target/test-classes:mapping/target/classes:$(cat mapping/target/class-path) org.openjdk.jmh.Main TopicTreeBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TopicTreeBenchmark {

    @Param({"10", "10000"})
    int rules;

    private TopicTree<Integer> tree;

    @Setup
    public void plant() {
        var entries = new ArrayList<TopicTree.Entry<Integer>>();
        for (int i = 0; i < rules; i++) {
            var pattern =
                    i % 2 == 0 ? "devices/site-" + i + "/{device}/telemetry" : "devices/{site}/{device}/kind-" + i;
            entries.add(new TopicTree.Entry<>(TopicPattern.parse(pattern), i));
        }
        tree = new TopicTree<>(List.copyOf(entries));
    }

    @Benchmark
    public Optional<TopicTree.Match<Integer>> matched() {
        return tree.first("devices/site-8/d4711/telemetry");
    }

    @Benchmark
    public Optional<TopicTree.Match<Integer>> unmatched() {
        return tree.first("devices/site-8/d4711/nothing");
    }
}
