package dev.sluice.mapping.rule;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/** What stands in front of a record's Avro binary. */
public sealed interface Framing {

    /** Bytes that a framing without a known id keeps free, and with one takes: a zero and the id. */
    int CONFLUENT_BYTES = 5;

    /** How many bytes it takes. */
    int length();

    /** The registry's id of the schema, where the rule itself says it. */
    OptionalInt schemaId();

    <T> T fold(Function<Fixed, T> fixed, Supplier<T> byTopic);

    /** The same bytes for every record; nobody writes to them. */
    record Fixed(byte[] bytes) implements Framing {
        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public OptionalInt schemaId() {
            // plain has no bytes, single-object has ten
            return bytes.length == CONFLUENT_BYTES
                    ? OptionalInt.of(ByteBuffer.wrap(bytes).getInt(1))
                    : OptionalInt.empty();
        }

        @Override
        public <T> T fold(Function<Fixed, T> fixed, Supplier<T> byTopic) {
            return fixed.apply(this);
        }
    }

    /** The id that the registry gives the schema, which may differ from one Kafka topic to the next. */
    record ById() implements Framing {
        @Override
        public int length() {
            return CONFLUENT_BYTES;
        }

        @Override
        public OptionalInt schemaId() {
            return OptionalInt.empty();
        }

        @Override
        public <T> T fold(Function<Fixed, T> fixed, Supplier<T> byTopic) {
            return byTopic.get();
        }
    }
}
