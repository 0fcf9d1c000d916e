package dev.sluice.simulator.decode;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of a record's value. */
public sealed interface Decoded {

    <T> T fold(Function<Reading, T> reading, Function<Undecodable, T> undecodable);

    /**
     * A device's message.
     *
     * @param text the whole record, for people; made when asked for
     * @param field the value of any other field, by its name or a path a.b
     */
    record Reading(String device, long seq, Supplier<String> text, Function<String, Optional<Object>> field)
            implements Decoded {
        @Override
        public <T> T fold(Function<Reading, T> reading, Function<Undecodable, T> undecodable) {
            return reading.apply(this);
        }
    }

    /** Not what was expected; {@code reason} says why. */
    record Undecodable(String reason) implements Decoded {
        @Override
        public <T> T fold(Function<Reading, T> reading, Function<Undecodable, T> undecodable) {
            return undecodable.apply(this);
        }
    }
}
