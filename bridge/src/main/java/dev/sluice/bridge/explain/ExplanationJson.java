package dev.sluice.bridge.explain;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.bridge.trial.TrialRecord;
import dev.sluice.bridge.trial.TrialRejection;
import dev.sluice.mapping.engine.Route;
import dev.sluice.mapping.rule.MappingRule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** An explanation for programs. Keys are stable; what is not known is absent. */
public final class ExplanationJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Explanation explanation;
    private final Partitioning partitioning;

    public ExplanationJson(Explanation explanation, Partitioning partitioning) {
        this.explanation = explanation;
        this.partitioning = partitioning;
    }

    public String text() {
        var json = JSON.objectNode();
        json.put("topic", explanation.topic());
        json.put("accepted", explanation.isAccepted());
        explanation
                .outcome()
                .ifPresentOrElse(
                        outcome -> {
                            outcome.unmapped().ifPresent(policy -> json.put("unmapped", written(policy)));
                            outcome.records()
                                    .forEach(record -> json.withArray("records").add(record(record)));
                            outcome.rejections()
                                    .forEach(rejection ->
                                            json.withArray("rejections").add(rejection(rejection)));
                        },
                        () -> {
                            explanation
                                    .routes()
                                    .forEach(route -> json.withArray("routes").add(route(route)));
                            if (explanation.routes().isEmpty()) {
                                json.put(
                                        "unmapped",
                                        written(explanation.settings().rules().onUnmapped()));
                            }
                        });
        explanation
                .others()
                .forEach(other -> json.withArray("others")
                        .addObject()
                        .put("rule", other.rule().name())
                        .put("place", other.rule().source())
                        .put("from", other.from())
                        .put("why", other.why()));
        return json.toPrettyString();
    }

    private ObjectNode route(Route route) {
        var json = rule(route.rule());
        json.put("kafka-topic", route.kafkaTopic());
        json.put("schema", explanation.trial().schema(route.rule()).getFullName());
        route.complaint().ifPresent(reason -> json.put("reason", reason.name()));
        return json;
    }

    private ObjectNode record(TrialRecord trial) {
        var record = trial.record();
        var json = rule(trial.rule());
        json.put("kafka-topic", record.topic());
        json.put("key", trial.key());
        var partition = partitioning.of(record.topic(), record.key());
        if (partition.partition() >= 0) {
            json.put("partition", partition.partition());
            json.put("partitions", partition.of());
        }
        json.put("timestamp", Instant.ofEpochMilli(record.timestampMillis()).toString());
        var headers = json.putArray("headers");
        record.headers()
                .forEach(header -> headers.addObject()
                        .put("name", header.name())
                        .put("value", new String(header.value(), StandardCharsets.UTF_8)));
        if (!trial.isTombstone()) {
            json.put("schema", trial.schema().getFullName());
            trial.schemaId().filter(id -> id > 0).ifPresent(id -> json.put("schema-id", id));
        }
        json.set("value", trial.value());
        json.put("value-bytes", record.valueLength());
        json.put("bytes", trial.bytes());
        return json;
    }

    private ObjectNode rejection(TrialRejection rejection) {
        return rule(rejection.rule())
                .put("reason", rejection.reason().name())
                .put("detail", rejection.detail())
                .put("to-do", WhatToDo.about(rejection.reason()))
                .put("on-invalid", written(rejection.rule().onInvalid()));
    }

    private ObjectNode rule(MappingRule rule) {
        var json = JSON.objectNode().put("rule", rule.name()).put("place", rule.source());
        explanation
                .definition(rule)
                .ifPresent(definition -> json.put("from", definition.from().toString()));
        var captures = explanation.captures(rule);
        if (!captures.isEmpty()) {
            var object = json.putObject("captures");
            captures.forEach(object::put);
        }
        return json.put("ack", written(rule.ack()));
    }

    private static String written(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
