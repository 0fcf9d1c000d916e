package dev.sluice.sandbox.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that was measured of one peer.
 *
 * @param peakBytes the most memory that each of its processes had resident, by name
 * @param losses empty where nothing can be lost, or where it was not tried
 */
record PeerResult(
        PeerKind kind, List<Throughput> rounds, Timing timing, Map<String, Long> peakBytes, Map<Strike, Loss> losses) {

    PeerResult {
        rounds = List.copyOf(rounds);
        peakBytes = Collections.unmodifiableMap(new LinkedHashMap<>(peakBytes));
        losses = Map.copyOf(losses);
    }

    PeerMedian median() {
        return new PeerMedian(rounds);
    }

    /** Of all its processes together; pages that they share count for each. */
    long allPeakBytes() {
        return peakBytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether Kafka's topic grew by what was acknowledged in each round, and nothing acknowledged was ever missing in it. */
    boolean keptEverything() {
        boolean rounds = this.rounds.stream().allMatch(round -> round.stored() == round.messages());
        return rounds && losses.values().stream().allMatch(loss -> loss.lost() == 0 && loss.acknowledged() > 0);
    }
}
