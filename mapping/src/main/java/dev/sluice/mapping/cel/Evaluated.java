package dev.sluice.mapping.cel;

import dev.sluice.mapping.message.RejectReason;
import java.util.Objects;
import java.util.function.Function;

/** What became of one evaluation. */
public sealed interface Evaluated {

    <T> T fold(Function<Value, T> value, Function<Failed, T> failed);

    /**
     * @param value as CEL has it: Long, UnsignedLong, Double, Boolean, String, CelByteString, Instant, Duration, NullValue, a List or a Map of
     *     these; {@link CelJson}, {@link CelText} and {@link CelTime} know them all
     */
    record Value(Object value) implements Evaluated {
        public Value {
            Objects.requireNonNull(value, "value");
        }

        /** Whether a condition holds. */
        public boolean isTrue() {
            return Boolean.TRUE.equals(value);
        }

        @Override
        public <T> T fold(Function<Value, T> value, Function<Failed, T> failed) {
            return value.apply(this);
        }
    }

    /**
     * @param document why the document could not be read at all; null when the expression itself failed
     * @param detail one sentence for people; never a piece of the payload's values
     */
    record Failed(RejectReason document, String detail) implements Evaluated {
        public Failed {
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public <T> T fold(Function<Value, T> value, Function<Failed, T> failed) {
            return failed.apply(this);
        }
    }
}
