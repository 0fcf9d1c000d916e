package dev.sluice.mapping.engine;

import java.util.function.Function;

/** What became of one message. Folded by whoever must handle every case. */
public sealed interface MappingOutcome permits Mapped, Rejected, Ignored, Several {

    <T> T fold(
            Function<Mapped, T> mapped,
            Function<Rejected, T> rejected,
            Function<Ignored, T> ignored,
            Function<Several, T> several);
}
