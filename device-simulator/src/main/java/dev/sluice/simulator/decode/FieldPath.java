package dev.sluice.simulator.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/** A field's name, or names joined by dots into records within records. */
record FieldPath(String text) {

    /** The value in an Avro record; empty when it is absent or null. */
    Optional<Object> in(GenericRecord record) {
        Object value = record;
        for (String name : text.split("\\.")) {
            if (!(value instanceof GenericRecord nested) || !nested.hasField(name)) {
                return Optional.empty();
            }
            value = nested.get(name);
        }
        return Optional.ofNullable(value);
    }

    /** The value in a JSON document; empty when it is absent or null. */
    Optional<Object> in(JsonNode document) {
        JsonNode value = document;
        for (String name : text.split("\\.")) {
            value = value.path(name);
        }
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(value.isIntegralNumber() ? (Object) value.longValue() : value.asText());
    }
}
