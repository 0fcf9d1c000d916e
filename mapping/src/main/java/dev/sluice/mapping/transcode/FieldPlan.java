package dev.sluice.mapping.transcode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the fields of a record come from, and what else is wanted from the payload.
 *
 * @param fields top-level Avro field to its origin; a field that is not named here maps by name from the JSON object
 * @param extracts values to be found in the same pass; their index here is their index in {@link Extracted}
 */
public record FieldPlan(Map<String, FieldOrigin> fields, List<PayloadPath> extracts) {

    public FieldPlan {
        fields = Map.copyOf(fields);
        extracts = List.copyOf(extracts);
    }

    /** Every field by its name, and nothing else. */
    public static FieldPlan byName() {
        return new FieldPlan(Map.of(), List.of());
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects a plan. */
    public static final class Builder {
        private final Map<String, FieldOrigin> fields = new LinkedHashMap<>();
        private final List<PayloadPath> extracts = new ArrayList<>();

        private Builder() {}

        public Builder fromPayload(String field, String path) {
            return fromPayload(field, PayloadPath.of(path));
        }

        public Builder fromPayload(String field, PayloadPath path) {
            fields.put(field, new FieldOrigin.FromPayload(path));
            return this;
        }

        public Builder constant(String field, Object value) {
            fields.put(field, new FieldOrigin.Constant(value));
            return this;
        }

        public Builder fromSlot(String field, int slot) {
            fields.put(field, new FieldOrigin.FromSlot(slot));
            return this;
        }

        public Builder fromJson(String field, int slot) {
            fields.put(field, new FieldOrigin.FromJson(slot));
            return this;
        }

        /** Asks for a value and answers its index; asking twice for one path answers the same. */
        public int extract(String path) {
            return extract(PayloadPath.of(path));
        }

        /** Asks for a value and answers its index; asking twice for one path answers the same. */
        public int extract(PayloadPath path) {
            if (!extracts.contains(path)) {
                extracts.add(path);
            }
            return extracts.indexOf(path);
        }

        public FieldPlan build() {
            return new FieldPlan(fields, extracts);
        }
    }
}
