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
 * The cost of finding a rule must not grow with their number: 10 and 10,000 should take about as long, whether the rules differ in their
 * literals at two places or are many of one shape, and whether the first or all that match are wanted.
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

    @Param({"two-shapes", "one-shape"})
    String shapes;

    private TopicTree<Integer> tree;

    @Setup
    public void plant() {
        var entries = new ArrayList<TopicTree.Entry<Integer>>();
        for (int i = 0; i < rules; i++) {
            boolean otherShape = i % 2 == 1 && shapes.equals("two-shapes");
            var pattern =
                    otherShape ? "devices/{site}/{device}/kind-" + i : "devices/site-" + i + "/{device}/telemetry";
            entries.add(new TopicTree.Entry<>(TopicPattern.parse(pattern), i));
        }
        tree = new TopicTree<>(List.copyOf(entries));
    }

    @Benchmark
    public Optional<TopicTree.Match<Integer>> matched() {
        return tree.first("devices/site-8/d4711/telemetry");
    }

    @Benchmark
    public List<TopicTree.Match<Integer>> all() {
        return tree.all("devices/site-8/d4711/telemetry");
    }

    @Benchmark
    public Optional<TopicTree.Match<Integer>> unmatched() {
        return tree.first("devices/site-8/d4711/nothing");
    }
}
