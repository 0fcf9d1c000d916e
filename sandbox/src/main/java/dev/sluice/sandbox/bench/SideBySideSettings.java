package dev.sluice.sandbox.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who is compared, and under what load.
 *
 * @param load messages of a round, rounds, connections, and what the bridge is started with
 * @param warmUp messages to every peer before it is measured; none to programs that no JIT compiler has to warm
 * @param rate messages per second at which acknowledgements are timed
 * @param rateTime for how long
 * @param kcatOptions of kcat in Mosquitto's pipe, beside mode, broker and topic
 * @param losses what is lost when parts fail; empty: that is not tried
 */
public record SideBySideSettings(
        List<PeerKind> peers,
        BenchSettings load,
        long warmUp,
        int rate,
        Duration rateTime,
        List<String> kcatOptions,
        Optional<Losses> losses) {

    public SideBySideSettings {
        peers = peers.stream().distinct().toList();
        kcatOptions = List.copyOf(kcatOptions);
    }

    /**
     * How losses are tried.
     *
     * @param rate messages per second meanwhile
     * @param outage between Kafka's end and its next start
     * @param calm of undisturbed load before and after
     */
    public record Losses(int rate, Duration outage, Duration calm) {}
}
