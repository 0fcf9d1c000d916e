package dev.sluice.simulator.measure;

import java.time.Instant;
import java.util.List;

/**
 * All that is known of a run, at its end or on its way there.
 *
 * @param seconds since the start
 * @param warmUpSeconds at the beginning, in the series but in no latency of the whole
 * @param series second by second; a run of hours is thinned out
 * @param warnings why these figures may say more about the generator than about the broker; empty = they do not
 */
public record Measured(
        Instant started,
        double seconds,
        double warmUpSeconds,
        List<Second> series,
        Totals totals,
        Latencies latencies,
        List<Mark> marks,
        List<String> warnings) {

    public Measured {
        series = List.copyOf(series);
        marks = List.copyOf(marks);
        warnings = List.copyOf(warnings);
    }
}
