package dev.sluice.simulator.publish;

import dev.sluice.simulator.fleet.FleetCounts;
import dev.sluice.simulator.measure.Measured;
import org.HdrHistogram.Histogram;

/**
 * What a run came to.
 *
 * @param seconds from the first message to the last acknowledgement (at QoS 0: to the last message)
 * @param rate messages acknowledged (at QoS 0: sent) per second
 * @param latencyMicros from first sending to acknowledgement, of messages that were due after the warm-up
 * @param cpuSeconds CPU time of this process, without its start
 * @param measured the same second by second, for a report
 */
public record RunResult(
        int qos,
        FleetCounts counts,
        double seconds,
        double rate,
        Histogram latencyMicros,
        double cpuSeconds,
        boolean interrupted,
        Measured measured) {

    /** Messages the run is judged by: those acknowledged, or at QoS 0 those sent. */
    public long completed() {
        return qos == 0 ? counts.sent() : counts.acknowledged();
    }
}
