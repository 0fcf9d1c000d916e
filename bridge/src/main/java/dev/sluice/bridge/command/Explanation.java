package dev.sluice.bridge.command;

import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.engine.Ignored;
import dev.sluice.mapping.engine.Mapped;
import dev.sluice.mapping.engine.MappingEngine;
import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.engine.Rejected;
import dev.sluice.mapping.engine.Route;
import dev.sluice.mapping.engine.Several;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.rule.AckMode;
import dev.sluice.mapping.rule.MappingDefinition;
import dev.sluice.mapping.rule.MappingRule;
import dev.sluice.mapping.rule.OnUnmapped;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints what the rules make of a topic or a message, one labelled line per answer. Each method says whether messages would be accepted. */
final class Explanation {

    private final SluiceSettings settings;
    private final MappingEngine engine;
    private final PrintWriter out;

    Explanation(SluiceSettings settings, PrintWriter out) {
        this.settings = settings;
        this.engine = new MappingEngine(settings.rules());
        this.out = out;
    }

    /** Which rule takes the topic and where its messages go. */
    boolean route(String topic) {
        out.println(topic);
        List<Route> found = engine.explain(topic);
        return found.isEmpty()
                ? noRule(settings.rules().onUnmapped())
                : found.stream().map(this::route).reduce(true, Boolean::logicalAnd);
    }

    private boolean route(Route route) {
        rule(route);
        line("Kafka topic", route.kafkaTopic());
        var definition = definition(route.rule());
        line(
                "key",
                definition
                        .flatMap(MappingDefinition::key)
                        .map(key -> key.written())
                        .orElse("the client id"));
        definition
                .map(MappingDefinition::headers)
                .orElseGet(List::of)
                .forEach(header ->
                        line("header", header.name() + " = " + header.value().written()));
        line("value", definition.map(d -> RecordText.schemaName(d.value())).orElseGet(RecordText::envelopeName));
        acknowledgement(route.rule());
        route.complaint().ifPresent(reason -> rejected(route.rule(), reason.name()));
        return route.complaint().isEmpty();
    }

    /** What becomes of this very message. */
    boolean message(DeviceMessage message) {
        out.println(message.topic());
        engine.explain(message.topic()).forEach(this::rule);
        return outcome(engine.map(message));
    }

    private boolean outcome(MappingOutcome outcome) {
        return outcome.fold(this::mapped, this::rejected, this::ignored, this::several);
    }

    private boolean several(Several several) {
        return several.parts().stream().map(this::outcome).reduce(true, Boolean::logicalAnd);
    }

    private boolean mapped(Mapped mapped) {
        for (OutgoingRecord record : mapped.records()) {
            line("Kafka topic", record.topic());
            line("key", text(record.key()));
            line("timestamp", Instant.ofEpochMilli(record.timestampMillis()).toString());
            record.headers().forEach(header -> line("header", header.name() + " = " + text(header.value())));
            if (record.value() == null) {
                line("value", "none: a tombstone");
                continue;
            }
            var value = RecordText.of(definition(mapped.rule()).map(MappingDefinition::value), record.value());
            line("value", value.schemaName() + ", " + record.value().length + " bytes");
            out.println(value.json().indent(2).stripTrailing());
        }
        acknowledgement(mapped.rule());
        return true;
    }

    private boolean rejected(Rejected rejected) {
        rejected(rejected.rule(), rejected.reason() + ": " + rejected.detail());
        return false;
    }

    private boolean ignored(Ignored ignored) {
        return noRule(ignored.policy());
    }

    private void rule(Route route) {
        String pattern = route.pattern().map(p -> ", from " + p).orElse("");
        line("rule", route.rule().name() + " (" + route.rule().source() + ")" + pattern);
        if (!route.captures().isEmpty()) {
            line(
                    "captures",
                    route.captures().entrySet().stream()
                            .map(capture -> capture.getKey() + " = " + capture.getValue())
                            .collect(Collectors.joining(", ")));
        }
    }

    private boolean noRule(OnUnmapped policy) {
        boolean refused = policy == OnUnmapped.REFUSE;
        line("rule", "none takes this topic");
        line(
                "then",
                refused
                        ? "MQTT 5 devices are told 0x90, MQTT 3.1.1 makes it a dead letter (on-unmapped: refuse)"
                        : "local subscribers get it, Kafka does not (on-unmapped: local)");
        return !refused;
    }

    private void acknowledgement(MappingRule rule) {
        line(
                "answer",
                rule.ack() == AckMode.KAFKA
                        ? "the device is acknowledged once Kafka has the record (ack: kafka)"
                        : "the device is acknowledged at once and the record may be lost (ack: received)");
    }

    private void rejected(MappingRule rule, String why) {
        line("rejected", why);
        line(
                "then",
                switch (rule.onInvalid()) {
                    case DEAD_LETTER ->
                        "the device is acknowledged once the dead letter is in Kafka topic "
                                + settings.kafka().deadLetterTopic() + " (on-invalid: dead-letter)";
                    case REFUSE ->
                        "MQTT 5 devices are told 0x99, MQTT 3.1.1 makes it a dead letter (on-invalid: refuse)";
                    case DROP -> "it is acknowledged, counted and forgotten (on-invalid: drop)";
                });
    }

    private Optional<MappingDefinition> definition(MappingRule rule) {
        return settings.rules().mappings().stream()
                .filter(mapping -> mapping.rule().equals(rule))
                .findFirst();
    }

    private void line(String label, String text) {
        out.printf("  %-12s %s%n", label, text);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
