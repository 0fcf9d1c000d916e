package dev.sluice.simulator.payload;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.sluice.simulator.field.FieldShorthand;
import dev.sluice.simulator.field.FieldSpec;
import dev.sluice.simulator.sparkplug.EdgeNodes;
import dev.sluice.simulator.telemetry.Complaint;
import dev.sluice.simulator.telemetry.FleetMessages;
import dev.sluice.simulator.telemetry.TopicTemplate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sparkplug B: each simulated device is an edge node.
 *
 * @param group a template such as {@code {site}}, which is what it is unless said
 * @param devices at each edge node; 1 unless said. 0 = the fields are metrics of the edge node itself
 * @param fields the metrics of each device
 */
public record SparkplugPayload(
        String group,
        Integer devices,

        @JsonDeserialize(contentUsing = FieldShorthand.class)
        Map<String, FieldSpec> fields)
        implements PayloadSpec {

    private static final int MOST_DEVICES = 250;

    public SparkplugPayload {
        group = group == null ? "{site}" : group;
        devices = devices == null ? 1 : devices;
        fields = FieldSpecs.orNone(fields);
    }

    @Override
    public List<Complaint> complaints(Path folder) {
        List<Complaint> complaints = new ArrayList<>(FieldSpecs.complaints(fields));
        try {
            new TopicTemplate(group);
            if (group.indexOf('/') >= 0) {
                complaints.add(new Complaint("group", "\"" + group + "\" must be one level: without a slash"));
            }
        } catch (IllegalArgumentException e) {
            complaints.add(new Complaint("group", e.getMessage()));
        }
        if (devices < 0 || devices > MOST_DEVICES) {
            complaints.add(
                    new Complaint("devices", "must be 0 to " + MOST_DEVICES + " at each edge node, not " + devices));
        }
        return complaints;
    }

    @Override
    public boolean hasOwnTopics() {
        return true;
    }

    @Override
    public boolean takesTopic() {
        return false;
    }

    @Override
    public AuditFields auditFields() {
        return AuditFields.among(fields);
    }

    @Override
    public FleetMessages messages(FleetSettings settings) {
        return new EdgeNodes(
                new TopicTemplate(group),
                devices,
                FieldSpecs.values(fields, settings.seed()),
                settings.delivery(),
                settings.seed());
    }
}
