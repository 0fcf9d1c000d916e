package dev.sluice.simulator.run;

import dev.sluice.simulator.measure.Generator;
import dev.sluice.simulator.measure.Percentiles;
import dev.sluice.simulator.measure.Second;
import java.util.Map;

/** Seconds of runs that never were. */
final class Seconds {

    private Seconds() {}

    /** One in which so many messages were due and acknowledged, with this p99 and half of it as p50. */
    static Second at(double at, long acknowledged, long p99Micros) {
        return at(at, acknowledged, p99Micros, 0);
    }

    /** The same with so many lost connections. */
    static Second at(double at, long acknowledged, long p99Micros, long lost) {
        return new Second(
                at,
                1,
                acknowledged,
                acknowledged,
                acknowledged,
                0,
                0,
                0,
                new Percentiles(acknowledged, p99Micros / 2, p99Micros, p99Micros, p99Micros),
                Percentiles.NONE,
                Percentiles.NONE,
                10,
                0,
                0,
                0,
                0,
                Percentiles.NONE,
                lost == 0 ? Map.of() : Map.of("connection lost", lost),
                Map.of(),
                new Generator(0, 0, Percentiles.NONE, Percentiles.NONE, 0));
    }
}
