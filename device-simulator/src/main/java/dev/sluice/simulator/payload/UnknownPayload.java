package dev.sluice.simulator.payload;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.sluice.simulator.telemetry.Complaint;
import dev.sluice.simulator.telemetry.FleetMessages;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A payload of no format or of one that is not known: it can be read, so that it can be complained of like all else. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record UnknownPayload() implements PayloadSpec {

    private static final String FORMATS = Stream.of(
                    PayloadSpec.class.getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::name)
            .collect(Collectors.joining(", "));

    @Override
    public List<Complaint> complaints(Path folder) {
        return List.of(new Complaint("format", "must be one of " + FORMATS));
    }

    @Override
    public AuditFields auditFields() {
        return AuditFields.NONE;
    }

    @Override
    public FleetMessages messages(FleetSettings settings) {
        throw new IllegalArgumentException("the payload's format must be one of " + FORMATS);
    }
}
