package dev.sluice.mapping.rule;

import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** All rules of one configuration, in the order in which they are tried. */
public record MappingRules(
        List<MappingDefinition> mappings, Match match, OnUnmapped onUnmapped, MqttHeaders mqttHeaders) {

    /** The only rule when there are none, and the one for what the others leave. */
    public static final MappingRule ENVELOPE =
            new MappingRule("envelope", AckMode.KAFKA, OnInvalid.DEAD_LETTER, "built in");

    public MappingRules {
        mappings = List.copyOf(mappings);
    }

    /** No configuration at all: every message goes into the envelope. */
    public static MappingRules none() {
        return new MappingRules(List.of(), Match.FIRST, OnUnmapped.ENVELOPE, MqttHeaders.MINIMAL);
    }

    /** Whether any rule stores messages of QoS 2 in Kafka transactions. */
    public boolean wantExactlyOnce() {
        return mappings.stream().anyMatch(mapping -> mapping.rule().exactlyOnce());
    }

    /**
     * Reads the keys {@code on-unmapped}, {@code match}, {@code mqtt-headers} and {@code mappings} of the whole configuration. With any problem
     * the rules that it does not concern are returned, and none of them may be used.
     *
     * @param schemas asked for every schema that a rule names
     */
    public static MappingRules read(Node root, SchemaSource schemas, Problems problems) {
        var onUnmapped = root.choice("on-unmapped", OnUnmapped.ENVELOPE, problems);
        var match = root.choice("match", Match.FIRST, problems);
        var headers = root.choice("mqtt-headers", MqttHeaders.MINIMAL, problems);
        var places = new HashMap<String, String>();
        var mappings = new ArrayList<MappingDefinition>();
        for (var node : root.list("mappings", problems)) {
            new RuleReader(node, schemas, problems).read().ifPresent(mapping -> {
                var rule = mapping.rule();
                var first = places.putIfAbsent(rule.name(), rule.source());
                if (first != null) {
                    node.complain(
                            "name",
                            "\"" + rule.name() + "\" is the name of the rule at " + first + " too",
                            "RULE-NAME",
                            problems);
                }
                mappings.add(mapping);
            });
        }
        return new MappingRules(mappings, match, onUnmapped, headers);
    }
}
