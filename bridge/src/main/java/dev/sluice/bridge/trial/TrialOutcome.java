package dev.sluice.bridge.trial;

import dev.sluice.mapping.rule.OnUnmapped;
import java.util.List;
import java.util.Optional;

/**
 * What became of one message: records, rejections, or nothing because no rule wanted it. When several rules take one message it may be some of
 * each.
 *
 * @param unmapped what happens instead, where no rule takes the message's topic and it gets no envelope
 */
public record TrialOutcome(List<TrialRecord> records, List<TrialRejection> rejections, Optional<OnUnmapped> unmapped) {

    public TrialOutcome {
        records = List.copyOf(records);
        rejections = List.copyOf(rejections);
    }
}
