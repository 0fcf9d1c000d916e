package dev.sluice.simulator.payload;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.sluice.simulator.encode.Layout;
import dev.sluice.simulator.field.FieldShorthand;
import dev.sluice.simulator.field.FieldSpec;
import dev.sluice.simulator.telemetry.Complaint;
import dev.sluice.simulator.telemetry.FleetMessages;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A CBOR map.
 *
 * @param fields its entries, in order
 */
public record CborPayload(
        @JsonDeserialize(contentUsing = FieldShorthand.class)
        Map<String, FieldSpec> fields) implements PayloadSpec {

    public CborPayload {
        fields = FieldSpecs.orNone(fields);
    }

    @Override
    public List<Complaint> complaints(Path folder) {
        return FieldSpecs.complaints(fields);
    }

    @Override
    public AuditFields auditFields() {
        return AuditFields.among(fields);
    }

    @Override
    public FleetMessages messages(FleetSettings settings) {
        return FieldSpecs.messages(Layout.cbor(FieldSpecs.values(fields, settings.seed())), settings);
    }
}
