package dev.sluice.bridge.explain;

import dev.sluice.bridge.trial.TrialOutcome;
import dev.sluice.bridge.trial.TrialRecord;
import dev.sluice.bridge.trial.TrialRejection;
import dev.sluice.mapping.engine.Route;
import dev.sluice.mapping.rule.MappingDefinition;
import dev.sluice.mapping.rule.MappingRule;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation for people: one labelled line per answer. */
public final class ExplanationText {

    /** Of a long list of rules that have nothing to do with the topic, a few are enough. */
    private static final int OTHERS_SHOWN = 10;

    private final Explanation explanation;
    private final Partitioning partitioning;
    private final PrintWriter out;

    public ExplanationText(Explanation explanation, Partitioning partitioning, PrintWriter out) {
        this.explanation = explanation;
        this.partitioning = partitioning;
        this.out = out;
    }

    public void print() {
        out.println(explanation.topic());
        explanation.outcome().ifPresentOrElse(this::message, this::topic);
        others();
    }

    private void topic() {
        if (explanation.routes().isEmpty()) {
            noRule();
        }
        explanation.routes().forEach(this::route);
    }

    private void route(Route route) {
        rule(route.rule());
        var definition = explanation.definition(route.rule());
        definition.flatMap(MappingDefinition::condition).ifPresent(when -> line("when", when.toString()));
        line("Kafka topic", route.kafkaTopic());
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
        line("value", explanation.trial().schema(route.rule()).getFullName());
        line("answer", Answers.acknowledgement(route.rule()));
        route.complaint().ifPresent(reason -> {
            line("rejected", reason.name());
            line("to do", WhatToDo.about(reason));
            line("then", Answers.toInvalid(route.rule(), explanation.settings()));
        });
    }

    private void message(TrialOutcome outcome) {
        outcome.records().forEach(this::record);
        outcome.rejections().forEach(this::rejection);
        if (outcome.unmapped().isPresent()) {
            noRule();
        }
    }

    private void record(TrialRecord trial) {
        var record = trial.record();
        rule(trial.rule());
        line("Kafka topic", record.topic());
        line("key", readable(record.key()));
        var partition = partitioning.of(record.topic(), record.key());
        line(
                "partition",
                (partition.partition() < 0 ? "" : partition.partition() + " of " + partition.of() + " ")
                        + partition.note());
        line("timestamp", Instant.ofEpochMilli(record.timestampMillis()).toString());
        record.headers().forEach(header -> line("header", header.name() + " = " + readable(header.value())));
        if (trial.isTombstone()) {
            line("value", "none: a tombstone, which deletes the key in a compacted topic");
        } else {
            line(
                    "value",
                    trial.schema().getFullName() + ", " + record.valueLength() + " bytes"
                            + trial.schemaId()
                                    .map(id -> ", schema id " + (id == 0 ? "not known yet" : id))
                                    .orElse(""));
            out.println(
                    ReadableText.of(trial.value()).toPrettyString().indent(2).stripTrailing());
        }
        line("size", trial.bytes() + " bytes of key, value and headers");
        line("answer", Answers.acknowledgement(trial.rule()));
    }

    private void rejection(TrialRejection rejection) {
        rule(rejection.rule());
        line("rejected", rejection.reason() + ": " + rejection.detail());
        line("to do", WhatToDo.about(rejection.reason()));
        line("then", Answers.toInvalid(rejection.rule(), explanation.settings()));
    }

    private void rule(MappingRule rule) {
        var from = explanation.definition(rule).map(d -> ", from " + d.from()).orElse("");
        line("rule", rule.name() + " (" + rule.source() + ")" + from);
        var captures = explanation.captures(rule);
        if (!captures.isEmpty()) {
            line(
                    "captures",
                    captures.entrySet().stream()
                            .map(capture -> capture.getKey() + " = " + capture.getValue())
                            .collect(Collectors.joining(", ")));
        }
    }

    private void noRule() {
        line("rule", "none takes this topic");
        line("then", Answers.toUnmapped(explanation.settings().rules().onUnmapped()));
    }

    private void others() {
        var others = explanation.others();
        others.stream()
                .limit(OTHERS_SHOWN)
                .forEach(other -> line("not", other.rule().name() + " (" + other.from() + "): " + other.why()));
        if (others.size() > OTHERS_SHOWN) {
            line("not", others.size() - OTHERS_SHOWN + " more rules (--format json has them all)");
        }
    }

    private static String readable(byte[] bytes) {
        return ReadableText.text(
                bytes,
                "(not text) "
                        + new String(bytes, StandardCharsets.ISO_8859_1)
                                .chars()
                                .mapToObj("%02x"::formatted)
                                .collect(Collectors.joining()));
    }

    private void line(String label, String text) {
        out.printf("  %-12s %s%n", label, text);
    }
}
