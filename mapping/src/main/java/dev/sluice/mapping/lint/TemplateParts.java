package dev.sluice.mapping.lint;

import dev.sluice.mapping.rule.MessageFact;
import dev.sluice.mapping.rule.TextTemplate;
import dev.sluice.mapping.topic.TopicPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a template puts together, sorted by how many values it may have.
 *
 * @param written as in the rule
 * @param isConstant whether it is the same for every message
 * @param captures names of captures that are one level
 * @param rests names of captures that take the rest of the topic
 * @param facts of the message
 * @param fromMessages as the rule writes what else comes from messages: fields of the payload, expressions
 */
record TemplateParts(
        String written,
        boolean isConstant,
        List<String> captures,
        List<String> rests,
        List<MessageFact> facts,
        List<String> fromMessages) {

    /** Captures with these names stand for devices. */
    private static final Set<String> DEVICES = Set.of(
            "device",
            "client",
            "sensor",
            "machine",
            "thing",
            "node",
            "gateway",
            "asset",
            "vehicle",
            "meter",
            "unit",
            "serial",
            "imei",
            "mac",
            "station",
            "robot",
            "edge-node");
    /** Fields with these names differ from one message of a device to the next. */
    private static final Set<String> PASSING = Set.of(
            "seq",
            "sequence",
            "sequencenumber",
            "counter",
            "ts",
            "time",
            "timestamp",
            "date",
            "datetime",
            "uuid",
            "messageid",
            "msgid",
            "eventid",
            "nonce");

    static TemplateParts of(TextTemplate template, TopicPattern from) {
        var captures = new ArrayList<String>();
        var rests = new ArrayList<String>();
        var facts = new ArrayList<MessageFact>();
        var others = new ArrayList<String>();
        for (var part : template.parts()) {
            if (part instanceof TextTemplate.Capture capture) {
                (from.takesRest(capture.name()) ? rests : captures).add(capture.name());
            } else if (part instanceof TextTemplate.Fact fact) {
                facts.add(fact.what());
            } else if (part instanceof TextTemplate.Scalar scalar) {
                others.add(scalar.written());
            } else if (part instanceof TextTemplate.Computed computed) {
                others.add(computed.expression().toString());
            } else if (part instanceof TextTemplate.UserProperty property) {
                others.add("mqtt.user." + property.name());
            }
        }
        return new TemplateParts(template.written(), template.isConstant(), captures, rests, facts, others);
    }

    static boolean isDevice(String capture) {
        var name = capture.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
        return DEVICES.stream()
                .map(device -> device.replace("-", ""))
                .anyMatch(device -> name.equals(device) || name.equals(device + "id") || name.equals(device + "name"));
    }

    /** Whether a field, going by its name, is another with every message of a device. */
    static boolean passes(String path) {
        var name = path.substring(path.lastIndexOf('.') + 1);
        return PASSING.contains(name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", ""));
    }
}
