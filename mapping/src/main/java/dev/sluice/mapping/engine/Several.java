package dev.sluice.mapping.engine;

import java.util.List;
import java.util.function.Function;

/**
 * Several rules took the message ({@code match: all}); its device hears back when all of their records are stored, dead letters included.
 *
 * @param parts two or more, each {@link Mapped} or {@link Rejected}, in the order of the rules
 */
public record Several(List<MappingOutcome> parts) implements MappingOutcome {

    public Several {
        parts = List.copyOf(parts);
    }

    @Override
    public <T> T fold(
            Function<Mapped, T> mapped,
            Function<Rejected, T> rejected,
            Function<Ignored, T> ignored,
            Function<Several, T> several) {
        return several.apply(this);
    }
}
