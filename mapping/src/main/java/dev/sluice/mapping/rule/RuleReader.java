package dev.sluice.mapping.rule;

import dev.sluice.mapping.cel.CelExpression;
import dev.sluice.mapping.cel.Wanted;
import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import dev.sluice.mapping.topic.TopicPattern;
import dev.sluice.mapping.transcode.ArrayElements;
import dev.sluice.mapping.transcode.PayloadPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        var rule = rule();
        var payload = new PayloadReader(node, schemas, problems).read();
        var from = from();
        // A pattern or format that is wrong leaves nothing to check the rest against: complaints about it would
        // mislead.
        if (from.isEmpty() || payload.isEmpty()) {
            for (var rest : List.of("when", "each", "event-id", "tombstone-on-empty")) {
                node.has(rest);
            }
            node.map("to", problems).skip();
            node.map("value", problems).skip();
            return Optional.empty();
        }
        return read(rule, from.get(), payload.get());
    }

    private MappingRule rule() {
        var name = name();
        var ack = node.choice("ack", AckMode.KAFKA, problems);
        if (ack != AckMode.SPOOL && node.has("spool-when-full")) {
            node.complain("spool-when-full", "needs ack: spool", "SPOOL-WHEN-FULL", problems);
        }
        boolean exactlyOnce = node.flag("exactly-once", false, problems);
        if (exactlyOnce && ack != AckMode.KAFKA) {
            node.complain(
                    "exactly-once",
                    "needs ack: kafka: only a Kafka transaction holds a message and its mark together",
                    "EXACTLY-ONCE",
                    problems);
        }
        return new MappingRule(
                name,
                ack,
                node.choice("spool-when-full", SpoolWhenFull.WITHHOLD, problems),
                exactlyOnce,
                node.choice("on-invalid", OnInvalid.DEAD_LETTER, problems),
                node.place().toString());
    }

    private Optional<MappingDefinition> read(MappingRule rule, TopicPattern from, PayloadForm payload) {
        var list = list(payload.format());
        var plans = new Plans(list.isPresent());
        var expressions = new ExpressionReader(from.captureNames(), payload.format(), plans);
        var condition = expression(node, "when", expressions::condition);
        var eventId = expression(node, "event-id", expressions::text);
        var to = node.map("to", problems);
        var topic = KafkaTopicTemplate.read(to, expressions, problems);
        var key = expression(to, "key", expressions::text);
        var timestamp = expression(to, "timestamp", written -> timestamp(written, expressions, plans));
        var headers = headers(to.map("headers", problems), expressions);
        boolean tombstones = node.flag("tombstone-on-empty", false, problems);
        var value = new ValueReader(node, schemas, problems).read(payload.format(), expressions, plans);
        checkWhatIsAskedOfElements(condition);
        if (problems.count() > problemsBefore) {
            return Optional.empty();
        }
        return Optional.of(new MappingDefinition(
                        rule,
                        from,
                        payload,
                        condition,
                        list.map(path -> new EachForm(
                                new ArrayElements(path, EachForm.MOST), RecordOfNothing.extracting(plans.payload()))),
                        topic.orElseThrow(),
                        key,
                        timestamp,
                        headers,
                        eventId,
                        tombstones,
                        value.orElseThrow())
                .copyingIfItMay(plans));
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

    /** Where the list is of whose elements records are made. */
    private Optional<PayloadPath> list(PayloadFormat format) {
        var list = expression(node, "each", written -> {
            var path = DocumentPath.of(written.strip());
            if (path.isEmpty() || path.get().scope() != Scope.PAYLOAD) {
                throw new IllegalArgumentException("expected a list in the payload, as in payload.readings");
            }
            if (format == PayloadFormat.BYTES || format == PayloadFormat.TEXT || format == PayloadFormat.NUMBER) {
                throw new IllegalArgumentException("payload: " + format.written() + " has no lists");
            }
            return path.get().path();
        });
        if (node.has("each") && !node.has("value")) {
            node.complain(
                    "each",
                    "needs value.schema: an envelope holds a message as a whole",
                    "EACH-WITHOUT-SCHEMA",
                    problems);
        }
        return list;
    }

    /** A message is taken as a whole or not at all. */
    private void checkWhatIsAskedOfElements(Optional<CelExpression> condition) {
        if (condition.isPresent() && condition.get().readsEach()) {
            node.complain(
                    "when",
                    node.shown("when") + ": is asked once for the message; it cannot look at each element",
                    "EXPRESSION",
                    problems);
        }
    }

    private static TimestampForm timestamp(String written, ExpressionReader expressions, Plans plans) {
        var expression = expressions.expression(written, Wanted.TIMESTAMP);
        if (expression instanceof Expression.Field field) {
            return new TimestampForm.Extracted(field.scope(), plans.extract(field.scope(), field.path()));
        }
        if (expression instanceof Expression.Computed computed) {
            return new TimestampForm.Computed(computed.expression());
        }
        throw new IllegalArgumentException("expected a field of the payload, as in payload.ts, or a CEL expression");
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

    private <T> Optional<T> expression(Node node, String key, Function<String, T> read) {
        return Expressions.at(node, key, "EXPRESSION", problems, read);
    }
}
