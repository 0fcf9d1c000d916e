package dev.sluice.simulator.payload;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.simulator.telemetry.Complaint;
import dev.sluice.simulator.telemetry.FleetMessages;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a scenario says of its devices' payloads. Files are relative to a folder, the scenario's. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "format", defaultImpl = UnknownPayload.class)
@JsonSubTypes({
    @Type(value = JsonPayload.class, name = "json"),
    @Type(value = CborPayload.class, name = "cbor"),
    @Type(value = AvroPayload.class, name = "avro"),
    @Type(value = SparkplugPayload.class, name = "sparkplug"),
    @Type(value = BytesPayload.class, name = "bytes"),
    @Type(value = TemplatePayload.class, name = "template"),
    @Type(value = ReplayPayload.class, name = "replay")
})
public sealed interface PayloadSpec
        permits JsonPayload,
                CborPayload,
                AvroPayload,
                SparkplugPayload,
                BytesPayload,
                TemplatePayload,
                ReplayPayload,
                UnknownPayload {

    /** What is wrong with it, files included; paths begin with the payload's own keys. */
    List<Complaint> complaints(Path folder);

    /** Whether it brings its topics along, so that the fleet need not name one. */
    default boolean hasOwnTopics() {
        return false;
    }

    /** Whether a topic that the fleet names is published to. */
    default boolean takesTopic() {
        return true;
    }

    /** Where in a payload an audit finds device and number; either may be missing. */
    AuditFields auditFields();

    /**
     * What the fleet says, once there are no complaints.
     *
     * @throws IllegalArgumentException when it cannot be had after all (a file has changed); the message says why
     */
    FleetMessages messages(FleetSettings settings);

    /** Why what is stored could not be audited: for people; empty if it can. */
    default Optional<String> whyNoAudit() {
        return auditFields().whyNoAudit();
    }
}
