package dev.sluice.mapping.engine;

import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.rule.MappingRule;
import java.util.Map;
import java.util.Optional;

/**
 * Where the messages of one MQTT topic go, for people.
 *
 * @param pattern of the rule; empty for the envelope of unmapped topics
 * @param captures by name, in the order of the pattern
 * @param kafkaTopic its name, or the rule's template where it depends on more than the MQTT topic
 * @param complaint why messages of this topic are rejected whatever they hold
 */
public record Route(
        MappingRule rule,
        Optional<String> pattern,
        Map<String, String> captures,
        String kafkaTopic,
        Optional<RejectReason> complaint) {}
