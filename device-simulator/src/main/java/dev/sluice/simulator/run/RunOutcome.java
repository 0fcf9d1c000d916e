package dev.sluice.simulator.run;

import dev.sluice.simulator.fleet.FleetCounts;
import dev.sluice.simulator.measure.Measured;
import java.util.Map;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param ofFleets the sums of each fleet alone, by its devices' prefix
 * @param interrupted whether it was told to stop
 * @param failure why there was nothing to measure, in words; what is measured is what there was until then
 */
public record RunOutcome(
        Measured measured,
        Map<String, Measured> ofFleets,
        FleetCounts counts,
        boolean interrupted,
        Optional<String> failure) {}
