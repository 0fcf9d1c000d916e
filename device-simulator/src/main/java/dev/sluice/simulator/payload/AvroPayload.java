package dev.sluice.simulator.payload;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.sluice.simulator.encode.AvroSchema;
import dev.sluice.simulator.field.FieldShorthand;
import dev.sluice.simulator.field.FieldSpec;
import dev.sluice.simulator.field.Value;
import dev.sluice.simulator.telemetry.Complaint;
import dev.sluice.simulator.telemetry.FleetMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Avro record.
 *
 * @param schema an {@code .avsc} file that the fields are written under; null = a schema is made for the fields
 * @param name of the record, if its schema is made; {@code Telemetry} unless said
 * @param framing {@code plain} (unless said), {@code single-object} or {@code confluent}
 * @param id of the schema, for {@code confluent}
 */
public record AvroPayload(
        @JsonDeserialize(contentUsing = FieldShorthand.class)
        Map<String, FieldSpec> fields,

        String schema,
        String name,
        Framing framing,
        Integer id)
        implements PayloadSpec {

    /** What is in front of a record. */
    public enum Framing {
        @JsonProperty("plain")
        PLAIN(AvroSchema.Framing.PLAIN),
        @JsonProperty("single-object")
        SINGLE_OBJECT(AvroSchema.Framing.SINGLE_OBJECT),
        @JsonProperty("confluent")
        CONFLUENT(AvroSchema.Framing.CONFLUENT);

        private final AvroSchema.Framing of;

        Framing(AvroSchema.Framing of) {
            this.of = of;
        }
    }

    private static final String DEFAULT_NAME = "Telemetry";

    public AvroPayload {
        fields = FieldSpecs.orNone(fields);
        framing = framing == null ? Framing.PLAIN : framing;
    }

    @Override
    public List<Complaint> complaints(Path folder) {
        List<Complaint> complaints = new ArrayList<>(FieldSpecs.complaints(fields));
        if (framing == Framing.CONFLUENT && id == null) {
            complaints.add(new Complaint(
                    "id", "is missing: the schema's id in the registry, which framing confluent puts in front"));
        }
        if (framing != Framing.CONFLUENT && id != null) {
            complaints.add(new Complaint("id", "is for framing confluent only; leave it out"));
        }
        if (schema != null && name != null) {
            complaints.add(new Complaint("name", "is the schema's to say; leave it out, or leave out schema"));
        }
        if (complaints.isEmpty()) {
            Map<String, Value> values = FieldSpecs.values(fields, 0);
            try {
                schema(folder, values)
                        .complaints(values)
                        .forEach(complaint -> complaints.add(complaint.under("fields")));
            } catch (IllegalArgumentException e) {
                complaints.add(new Complaint(schema != null ? "schema" : "fields", e.getMessage()));
            }
        }
        return complaints;
    }

    private AvroSchema schema(Path folder, Map<String, Value> values) {
        if (schema == null) {
            return AvroSchema.of(name == null ? DEFAULT_NAME : name, values);
        }
        Path file = folder.resolve(schema);
        try {
            return AvroSchema.parse(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be read: " + e, e);
        }
    }

    @Override
    public AuditFields auditFields() {
        return AuditFields.among(fields);
    }

    /** The schema of the payloads, as JSON, for whoever is to read them. */
    public String schemaText(Path folder) {
        return schema(folder, FieldSpecs.values(fields, 0)).toString();
    }

    @Override
    public FleetMessages messages(FleetSettings settings) {
        Map<String, Value> values = FieldSpecs.values(fields, settings.seed());
        return FieldSpecs.messages(
                schema(settings.folder(), values).layout(values, framing.of, Optional.ofNullable(id)), settings);
    }
}
