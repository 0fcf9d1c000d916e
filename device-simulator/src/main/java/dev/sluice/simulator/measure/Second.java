package dev.sluice.simulator.measure;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one second of a run saw; several, where a long run has been thinned out.
 *
 * @param at when it began, in seconds since the start
 * @param length in seconds
 * @param offered messages that became due
 * @param sent new messages that left
 * @param acknowledged messages that the broker took responsibility for
 * @param gaveUp messages of which nobody will hear any more
 * @param sinceDue latency of what was acknowledged, from when it was due
 * @param sinceSent the same from when it first left
 * @param endToEnd latency of what arrived in Kafka, from the message's own time
 * @param connected devices that are connected at its end
 * @param connecting how long successful attempts to connect took
 * @param errors failed attempts, lost connections and refusals, by reason
 * @param faults what devices did on purpose, by kind
 */
public record Second(
        double at,
        double length,
        long offered,
        long sent,
        long acknowledged,
        long refused,
        long repeated,
        long gaveUp,
        Percentiles sinceDue,
        Percentiles sinceSent,
        Percentiles endToEnd,
        long connected,
        long connects,
        long reconnects,
        long connectFailures,
        long disconnects,
        Percentiles connecting,
        Map<String, Long> errors,
        Map<String, Long> faults,
        Generator generator) {

    public Second {
        errors = Map.copyOf(errors);
        faults = Map.copyOf(faults);
    }

    /** This one and the next as one: sums, and the worse of latencies. */
    public Second and(Second next) {
        return new Second(
                at,
                length + next.length,
                offered + next.offered,
                sent + next.sent,
                acknowledged + next.acknowledged,
                refused + next.refused,
                repeated + next.repeated,
                gaveUp + next.gaveUp,
                sinceDue.worse(next.sinceDue),
                sinceSent.worse(next.sinceSent),
                endToEnd.worse(next.endToEnd),
                next.connected,
                connects + next.connects,
                reconnects + next.reconnects,
                connectFailures + next.connectFailures,
                disconnects + next.disconnects,
                connecting.worse(next.connecting),
                sum(errors, next.errors),
                sum(faults, next.faults),
                generator.and(next.generator, length, next.length));
    }

    private static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        Map<String, Long> sum = new TreeMap<>(one);
        other.forEach((word, count) -> sum.merge(word, count, Long::sum));
        return sum;
    }
}
