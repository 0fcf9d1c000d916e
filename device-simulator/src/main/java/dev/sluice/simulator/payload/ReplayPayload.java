package dev.sluice.simulator.payload;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.sluice.simulator.field.FieldShorthand;
import dev.sluice.simulator.field.FieldSpec;
import dev.sluice.simulator.replay.Recording;
import dev.sluice.simulator.replay.RecordingException;
import dev.sluice.simulator.replay.Replay;
import dev.sluice.simulator.telemetry.Complaint;
import dev.sluice.simulator.telemetry.FleetMessages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A recording, said again.
 *
 * @param file {@code .csv}: a table; else lines of JSON, as {@code record} writes them
 * @param deviceColumn of a table: whose message a row is; rows of one device stay together
 * @param payloadColumn of a table: the payload itself; empty = the row as a JSON object
 * @param deviceLevel of the recorded topic, from 1: whose message a line is
 * @param atEnd {@code loop} (unless said) or {@code stop}
 * @param fields put into each payload, which must be a JSON object then
 */
public record ReplayPayload(
        String file,
        @JsonProperty("device-column") String deviceColumn,
        @JsonProperty("payload-column") String payloadColumn,
        @JsonProperty("device-level") Integer deviceLevel,
        @JsonProperty("at-end") AtEnd atEnd,

        @JsonDeserialize(contentUsing = FieldShorthand.class)
        Map<String, FieldSpec> fields)
        implements PayloadSpec {

    /** What happens when a device has said all it has. */
    public enum AtEnd {
        @JsonProperty("loop")
        LOOP,
        @JsonProperty("stop")
        STOP
    }

    public ReplayPayload {
        atEnd = atEnd == null ? AtEnd.LOOP : atEnd;
        fields = FieldSpecs.orNone(fields);
    }

    @Override
    public List<Complaint> complaints(Path folder) {
        List<Complaint> complaints = FieldSpecs.addTo(new ArrayList<>(), fields);
        if (file == null) {
            complaints.add(new Complaint("file", "is missing: a recording of lines of JSON, or a .csv table"));
            return complaints;
        }
        if (isTable() && deviceLevel != null) {
            complaints.add(new Complaint(
                    "device-level", "is for lines of JSON, which have topics; a table has device-column"));
        }
        if (!isTable() && (deviceColumn != null || payloadColumn != null)) {
            complaints.add(new Complaint(
                    deviceColumn != null ? "device-column" : "payload-column", "is for .csv tables; leave it out"));
        }
        if (deviceLevel != null && deviceLevel < 1) {
            complaints.add(new Complaint("device-level", "must be 1 or more: the first level of a topic is 1"));
        }
        if (complaints.isEmpty()) {
            try {
                Recording recording = recording(folder);
                if (!fields.isEmpty()) {
                    recording.requireObjects();
                }
            } catch (RecordingException e) {
                complaints.add(new Complaint("file", e.getMessage()));
            }
        }
        return complaints;
    }

    private boolean isTable() {
        return file.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    private Recording recording(Path folder) throws RecordingException {
        Path path = folder.resolve(file);
        return isTable()
                ? Recording.ofTable(path, Optional.ofNullable(deviceColumn), Optional.ofNullable(payloadColumn))
                : Recording.ofLines(path, Optional.ofNullable(deviceLevel));
    }

    @Override
    public boolean hasOwnTopics() {
        return file != null && !isTable();
    }

    @Override
    public AuditFields auditFields() {
        return AuditFields.among(fields);
    }

    @Override
    public FleetMessages messages(FleetSettings settings) {
        try {
            return new Replay(
                    recording(settings.folder()),
                    new Replay.Settings(
                            settings.topic(),
                            FieldSpecs.values(fields, settings.seed()),
                            settings.devices(),
                            atEnd == AtEnd.LOOP,
                            settings.delivery(),
                            settings.seed()));
        } catch (RecordingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
