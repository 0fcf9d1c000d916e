package dev.sluice.mapping.rule;

import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import dev.sluice.mapping.topic.TopicPattern;
import dev.sluice.mapping.transcode.FieldPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** Reads one item of {@code mappings}. */
final class RuleReader {

    private static final String NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    private static final int LONGEST_NAME = 64;

    private final Node node;
    private final SchemaSource schemas;
    private final Problems problems;
    private final int problemsBefore;

    RuleReader(Node node, SchemaSource schemas, Problems problems) {
        this.node = node;
        this.schemas = schemas;
        this.problems = problems;
        this.problemsBefore = problems.count();
    }

    /** Empty after any complaint. */
    Optional<MappingDefinition> read() {
        if (!node.isMap()) {
            node.complain("expected a map with name, from and to", "WRONG-TYPE", problems);
            node.skip();
            return Optional.empty();
        }
        var rule = new MappingRule(
                name(),
                Later.choice(node, "ack", AckMode.KAFKA, Set.of("spool"), problems),
                node.choice("on-invalid", OnInvalid.DEAD_LETTER, problems),
                node.place().toString());
        for (var later : List.of("when", "each", "event-id", "exactly-once", "tombstone-on-empty")) {
            node.notYet(later, later, problems);
        }
        var format = Later.choice(
                node,
                "payload",
                PayloadFormat.JSON,
                Set.of("cbor", "avro", "protobuf", "sparkplug-b", "text", "number"),
                problems);
        var from = from();
        var plan = FieldPlan.builder();
        // A pattern that is wrong has no captures to check the rest against: complaints about them would mislead.
        if (from.isEmpty()) {
            node.map("to", problems).skip();
            node.map("value", problems).skip();
            return Optional.empty();
        }
        var expressions = new ExpressionReader(from.get().captureNames(), format, plan);
        var to = node.map("to", problems);
        var topic = KafkaTopicTemplate.read(to, expressions, problems);
        var key = expression(to, "key", expressions::text);
        var timestamp = timestamp(to, expressions, plan);
        var headers = headers(to.map("headers", problems), expressions);
        var value = new ValueReader(node, schemas, problems).read(format, expressions, plan);
        if (problems.count() > problemsBefore) {
            return Optional.empty();
        }
        return Optional.of(new MappingDefinition(
                rule, from.get(), topic.orElseThrow(), key, timestamp, headers, value.orElseThrow()));
    }

    private String name() {
        var name = node.requiredText("name", problems);
        boolean plain = name.chars().allMatch(c -> NAME_CHARACTERS.indexOf(c) >= 0);
        if (!plain || name.length() > LONGEST_NAME) {
            node.complain(
                    "name",
                    node.shown("name") + ": allowed are up to 64 letters, digits, '.', '_' and '-'",
                    "RULE-NAME",
                    problems);
        } else if (name.equals(MappingRules.ENVELOPE.name())) {
            node.complain("name", "\"envelope\" is the built-in rule", "RULE-NAME", problems);
        }
        return name;
    }

    private Optional<TopicPattern> from() {
        var written = node.requiredText("from", problems);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TopicPattern.parse(written));
        } catch (IllegalArgumentException notAPattern) {
            node.complain("from", notAPattern.getMessage(), "TOPIC-PATTERN", problems);
            return Optional.empty();
        }
    }

    private OptionalInt timestamp(Node to, ExpressionReader expressions, FieldPlan.Builder plan) {
        var index = expression(
                to,
                "timestamp",
                written -> expressions.expression(written) instanceof Expression.PayloadField field
                        ? Integer.valueOf(plan.extract(field.path()))
                        : RuleReader.<Integer>refuse("expected a field of the payload, as in payload.ts"));
        return index.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private List<MappingDefinition.Header> headers(Node node, ExpressionReader expressions) {
        var headers = new ArrayList<MappingDefinition.Header>();
        for (var name : node.entries().keySet()) {
            if (name.startsWith("mqtt.")) {
                node.complain(name, "names that begin with \"mqtt.\" are Sluice's own", "HEADER-NAME", problems);
            } else {
                expression(node, name, expressions::text)
                        .ifPresent(value -> headers.add(new MappingDefinition.Header(name, value)));
            }
        }
        return headers;
    }

    private static <T> T refuse(String why) {
        throw new IllegalArgumentException(why);
    }

    private <T> Optional<T> expression(Node node, String key, Function<String, T> read) {
        return Expressions.at(node, key, "EXPRESSION", problems, read);
    }
}
