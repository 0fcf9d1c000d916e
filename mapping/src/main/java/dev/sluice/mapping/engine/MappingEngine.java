package dev.sluice.mapping.engine;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.rule.MappingDefinition;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.rule.Match;
import dev.sluice.mapping.rule.OnUnmapped;
import dev.sluice.mapping.schema.SchemaReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns messages into records by the rules of one configuration. Immutable but for a cache; any number of event loops may call it at once:
 * each thread has a {@link RecordMaker} of its own, with the buffer that its records are written in.
 */
public final class MappingEngine {

    /** Where messages go that no rule takes. */
    public static final String ENVELOPE_TOPIC = "mqtt.messages";

    private static final MappingDefinition ENVELOPE = MappingDefinition.envelope(MappingRules.ENVELOPE, ENVELOPE_TOPIC);

    private final MappingRules rules;
    private final EngineServices services;
    private final List<CompiledMapping> mappings;
    private final TopicRoutes routes;
    private final ThreadLocal<RecordMaker> makers;
    private final MappingOutcome unmapped;

    /** An engine for looking at rules, without a process around it. */
    public MappingEngine(MappingRules rules) {
        this(rules, EngineServices.none());
    }

    public MappingEngine(MappingRules rules, EngineServices services) {
        this.rules = rules;
        this.services = services;
        this.mappings = rules.mappings().stream().map(CompiledMapping::of).toList();
        boolean envelope = rules.onUnmapped() == OnUnmapped.ENVELOPE;
        this.routes = new TopicRoutes(
                mappings, rules.match(), envelope ? CompiledMapping.of(ENVELOPE) : null, services.ids());
        this.unmapped = envelope ? null : new Ignored(rules.onUnmapped());
        this.makers = ThreadLocal.withInitial(
                () -> new RecordMaker(new RecordHeaders(rules.mqttHeaders()), services, rules.match() == Match.ALL));
    }

    /** What becomes of the message. Never blocks and never throws for anything that a device can send. */
    public MappingOutcome map(DeviceMessage message) {
        var candidates = routes.of(message.topic());
        if (candidates.routes.length == 0) {
            return unmapped;
        }
        var maker = makers.get();
        try {
            return candidates.only != null
                    ? maker.make(message, candidates.only)
                    : rules.match() == Match.FIRST
                            ? first(message, candidates, maker)
                            : all(message, candidates, maker);
        } finally {
            maker.release();
        }
    }

    private static MappingOutcome first(DeviceMessage message, Candidates candidates, RecordMaker maker) {
        Rejected objection = null;
        for (var route : candidates.routes) {
            objection = maker.objection(message, route);
            if (objection == null) {
                return maker.make(message, route);
            }
        }
        return objection;
    }

    private static MappingOutcome all(DeviceMessage message, Candidates candidates, RecordMaker maker) {
        Rejected objection = null;
        var parts = new ArrayList<MappingOutcome>(candidates.routes.length);
        for (var route : candidates.routes) {
            objection = maker.objection(message, route);
            if (objection == null) {
                parts.add(maker.make(message, route));
            }
        }
        return parts.isEmpty() ? objection : parts.size() == 1 ? parts.get(0) : new Several(parts);
    }

    /**
     * Where messages of this MQTT topic may go, in the order in which the rules are asked: the first whose {@code when} holds takes them, or with
     * {@code match: all} each. Empty when no rule takes the topic and nothing else does either.
     */
    public List<Route> explain(String topic) {
        return Stream.of(routes.of(topic).routes).map(MappingEngine::shown).toList();
    }

    private static Route shown(TopicRoute route) {
        var definition = route.mapping.definition();
        var captures = new LinkedHashMap<String, String>();
        for (int i = 0; i < route.captures.size(); i++) {
            captures.put(definition.from().captureNames().get(i), route.captures.get(i));
        }
        return new Route(
                definition.rule(),
                definition == ENVELOPE
                        ? Optional.empty()
                        : Optional.of(definition.from().toString()),
                captures,
                route.kafkaTopic == null ? definition.topic().written() : route.kafkaTopic,
                Optional.ofNullable(route.complaint));
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

    /** The schemas whose ids are needed before any message comes. Asking for them begins to ask the registry. */
    public Set<SchemaReference> references() {
        return mappings.stream()
                .filter(mapping -> mapping.registered() != null
                        && mapping.definition().topic().isConstant())
                .map(mapping -> mapping.reference(
                        services.ids(), mapping.definition().topic().written()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
