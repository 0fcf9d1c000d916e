package dev.sluice.simulator.payload;

import dev.sluice.simulator.field.DeviceField;
import dev.sluice.simulator.field.FieldSpec;
import dev.sluice.simulator.field.SeqField;
import java.util.Map;
import java.util.Optional;

/** The names of the fields that hold device and number of a message. */
public record AuditFields(Optional<String> device, Optional<String> seq) {

    static final AuditFields NONE = new AuditFields(Optional.empty(), Optional.empty());

    static AuditFields among(Map<String, FieldSpec> fields) {
        return new AuditFields(nameOf(DeviceField.class, fields), nameOf(SeqField.class, fields));
    }

    private static Optional<String> nameOf(Class<? extends FieldSpec> type, Map<String, FieldSpec> fields) {
        return fields.entrySet().stream()
                .filter(field -> type.isInstance(field.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    Optional<String> whyNoAudit() {
        if (device.isPresent() && seq.isPresent()) {
            return Optional.empty();
        }
        String missing = device.isPresent()
                ? "field of type seq"
                : seq.isPresent() ? "field of type device" : "fields of the types device and seq";
        return Optional.of("payloads have no " + missing
                + ": what is stored cannot be counted by device and number, so `verify` will find nothing to audit");
    }
}
