package dev.sluice.simulator.payload;

import dev.sluice.simulator.encode.Layout;
import dev.sluice.simulator.field.FieldSpec;
import dev.sluice.simulator.field.Value;
import dev.sluice.simulator.telemetry.Complaint;
import dev.sluice.simulator.telemetry.Dice;
import dev.sluice.simulator.telemetry.FleetMessages;
import dev.sluice.simulator.telemetry.RenderedMessages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a payload as a whole. */
final class FieldSpecs {

    private FieldSpecs() {}

    static List<Complaint> complaints(Map<String, FieldSpec> fields) {
        List<Complaint> complaints = new ArrayList<>();
        if (fields.isEmpty()) {
            complaints.add(new Complaint(
                    "fields",
                    "is missing: a map of names and what they hold, such as { device: device, seq: seq, ts: time }"));
        }
        return addTo(complaints, fields);
    }

    /** As {@link #complaints}, but there need be no field. */
    static List<Complaint> addTo(List<Complaint> complaints, Map<String, FieldSpec> fields) {
        fields.forEach((name, field) -> {
            if (field == null) {
                complaints.add(new Complaint("fields." + name, "says nothing; say what it holds, such as {type: seq}"));
            } else {
                field.complaints().forEach(complaint -> complaints.add(complaint.under("fields." + name)));
            }
        });
        return complaints;
    }

    static Map<String, FieldSpec> orNone(Map<String, FieldSpec> fields) {
        return fields == null ? Map.of() : fields;
    }

    static Map<String, Value> values(Map<String, FieldSpec> fields, long seed) {
        Map<String, Value> values = new LinkedHashMap<>();
        fields.forEach((name, field) -> values.put(name, field.value(Dice.key(seed, "field " + name))));
        return values;
    }

    static FleetMessages messages(Layout layout, FleetSettings settings) {
        var topic = settings.requiredTopic();
        return name -> new RenderedMessages(
                name, topic.of(name), settings.delivery(), settings.seed(), layout.forDevice(name));
    }
}
