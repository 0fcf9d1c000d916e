package dev.sluice.mapping.engine;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.rule.MappingDefinition;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.rule.OnUnmapped;
import dev.sluice.mapping.rule.TextTemplate;
import dev.sluice.mapping.rule.ValueForm;
import dev.sluice.mapping.topic.TopicPattern;
import dev.sluice.mapping.topic.TopicTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns messages into records by the rules of one configuration. Immutable but for a cache; any number of event loops may call it at once:
 * each thread has a {@link RecordMaker} of its own, with the buffer that its records are written in.
 */
public final class MappingEngine {

    /** Where messages go that no rule takes. */
    public static final String ENVELOPE_TOPIC = "mqtt.messages";

    private static final MappingDefinition ENVELOPE = new MappingDefinition(
            MappingRules.ENVELOPE,
            TopicPattern.parse("#"),
            TextTemplate.constant(ENVELOPE_TOPIC),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(),
            new ValueForm.Envelope(Optional.empty()));

    private final MappingRules rules;
    private final TopicRoutes routes;
    private final ThreadLocal<RecordMaker> makers;
    private final MappingOutcome unmapped;

    public MappingEngine(MappingRules rules) {
        this.rules = rules;
        var tree = new TopicTree<>(rules.mappings().stream()
                .map(mapping -> new TopicTree.Entry<>(mapping.from(), CompiledMapping.of(mapping)))
                .toList());
        boolean envelope = rules.onUnmapped() == OnUnmapped.ENVELOPE;
        this.routes = new TopicRoutes(tree, envelope ? CompiledMapping.of(ENVELOPE) : null);
        this.unmapped = envelope ? null : new Ignored(rules.onUnmapped());
        var headers = new RecordHeaders(rules.mqttHeaders());
        this.makers = ThreadLocal.withInitial(() -> new RecordMaker(headers));
    }

    /** What becomes of the message. Never blocks and never throws for anything that a device can send. */
    public MappingOutcome map(DeviceMessage message) {
        var route = routes.of(message.topic());
        return route.mapping == null ? unmapped : makers.get().make(message, route);
    }

    /** Where messages of this MQTT topic go; empty when no rule takes it and nothing else does either. */
    public Optional<Route> explain(String topic) {
        var route = routes.of(topic);
        if (route.mapping == null) {
            return Optional.empty();
        }
        var definition = route.mapping.definition();
        boolean isEnvelope = definition == ENVELOPE;
        var captures = new LinkedHashMap<String, String>();
        for (int i = 0; i < route.captures.size(); i++) {
            captures.put(definition.from().captureNames().get(i), route.captures.get(i));
        }
        return Optional.of(new Route(
                definition.rule(),
                isEnvelope ? Optional.empty() : Optional.of(definition.from().toString()),
                captures,
                route.kafkaTopic == null ? definition.topic().written() : route.kafkaTopic,
                Optional.ofNullable(route.complaint)));
    }

    /** The Kafka topics that are known before any message comes, in order of their names. */
    public Set<String> constantTopics() {
        var topics = new TreeSet<String>();
        for (var mapping : rules.mappings()) {
            if (mapping.topic().isConstant()) {
                topics.add(mapping.topic().written());
            }
        }
        if (unmapped == null) {
            topics.add(ENVELOPE_TOPIC);
        }
        return topics;
    }
}
