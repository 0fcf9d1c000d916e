package dev.sluice.mapping.engine;

import dev.sluice.mapping.rule.OnUnmapped;
import java.util.function.Function;

/** No rule takes the message's topic and the envelope is not wanted: {@code LOCAL} or {@code REFUSE}. */
public record Ignored(OnUnmapped policy) implements MappingOutcome {

    public Ignored {
        if (policy == OnUnmapped.ENVELOPE) {
            throw new IllegalArgumentException("an unmapped message with policy envelope is mapped, not ignored");
        }
    }

    @Override
    public <T> T fold(
            Function<Mapped, T> mapped,
            Function<Rejected, T> rejected,
            Function<Ignored, T> ignored,
            Function<Several, T> several) {
        return ignored.apply(this);
    }
}
