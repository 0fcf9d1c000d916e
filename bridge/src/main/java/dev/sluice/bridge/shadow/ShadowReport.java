package dev.sluice.bridge.shadow;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a trial has shown so far.
 *
 * @param candidate the name of the candidate's file
 * @param rulesInForce version of the rules that it was compared with last
 * @param sampled messages chosen; all of them are equal, different, failed, skipped, or still waiting
 * @param failed the candidate's engine threw, which is a fault of Sluice
 * @param skipped there were more samples than the trial's thread could try
 * @param aspects in what messages differed; one message may count under several
 * @param pairs by the rule that took the message and the one that would; most different first
 * @param examples the last ones
 */
public record ShadowReport(
        String candidate,
        String rulesInForce,
        Sample sample,
        Instant since,
        long sampled,
        long equal,
        long different,
        long failed,
        long skipped,
        Map<Aspect, Long> aspects,
        List<Pair> pairs,
        List<Example> examples) {

    public record Pair(String active, String candidate, long equal, long different) {}

    /** @param difference in words; nothing of the payload */
    public record Example(Instant at, String topic, String active, String candidate, String difference) {}

    /** Chosen and not yet tried. */
    public long waiting() {
        return Math.max(0, sampled - equal - different - failed - skipped);
    }
}
