package dev.sluice.mapping.cel;

import java.util.Objects;
import org.apache.avro.Schema;

/** What the result of an expression is for. */
public sealed interface Wanted {

    /** Yes or no. */
    Wanted CONDITION = Use.CONDITION;

    /** Text, or what {@link CelText} makes text of. */
    Wanted TEXT = Use.TEXT;

    /** Milliseconds since 1970, RFC 3339 text or CEL's timestamp: what {@link CelTime} reads. */
    Wanted TIMESTAMP = Use.TIMESTAMP;

    /** The value of an Avro field. */
    static Wanted field(String name, Schema schema) {
        return new Field(name, schema);
    }

    /** What is the same in every rule. */
    enum Use implements Wanted {
        CONDITION,
        TEXT,
        TIMESTAMP
    }

    /** @param name of the field, for messages */
    record Field(String name, Schema schema) implements Wanted {
        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(schema, "schema");
        }
    }
}
