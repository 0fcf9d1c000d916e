package dev.sluice.mapping.rule;

import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import dev.sluice.mapping.transcode.FieldPlan;
import dev.sluice.mapping.transcode.JsonToAvro;
import dev.sluice.mapping.transcode.PlanInvalid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** Reads {@code value} of a rule; without it the value is the envelope. */
final class ValueReader {

    private final Node rule;
    private final SchemaSource schemas;
    private final Problems problems;

    ValueReader(Node rule, SchemaSource schemas, Problems problems) {
        this.rule = rule;
        this.schemas = schemas;
        this.problems = problems;
    }

    /** @param plan holds what the rest of the rule extracts from the payload; the fields are added to it */
    Optional<ValueForm> read(PayloadFormat format, ExpressionReader expressions, FieldPlan.Builder plan) {
        var value = rule.map("value", problems);
        if (!rule.has("value")) {
            return envelope(plan);
        }
        var framing = WireFormat.readFraming(value, problems);
        var schema = new SchemaReader(schemas, problems).read(value);
        var node = value.map("fields", problems);
        var fields = new LinkedHashMap<String, Expression>();
        var named = node.entries().keySet();
        for (var name : named) {
            Expressions.at(node, name, "EXPRESSION", problems, expressions::expression)
                    .filter(expression -> isBuilt(node, name, expression))
                    .ifPresent(expression -> fields.put(name, expression));
        }
        boolean allRead = fields.size() == named.size();
        if (schema.isEmpty() || framing.isEmpty() || !allRead) {
            return Optional.empty();
        }
        var prefix = framing.get().before(schema.get());
        try {
            return Optional.of(
                    format == PayloadFormat.JSON
                            ? fromJson(prefix, schema.get(), fields, plan)
                            : new RecordAroundBytes(schema.get(), fields).compile(prefix));
        } catch (PlanInvalid | IllegalArgumentException misfit) {
            value.complain(fields.isEmpty() ? "schema" : "fields", misfit.getMessage(), "SCHEMA-FIELDS", problems);
            return Optional.empty();
        }
    }

    /** Looks into the payload only if the topic, the key or a header needs something of it. */
    private static Optional<ValueForm> envelope(FieldPlan.Builder plan) {
        if (plan.build().extracts().isEmpty()) {
            return Optional.of(new ValueForm.Envelope(Optional.empty()));
        }
        try {
            var nothing = Schema.createRecord("Nothing", null, "dev.sluice", false, List.of());
            return Optional.of(new ValueForm.Envelope(Optional.of(JsonToAvro.compile(nothing, plan.build()))));
        } catch (PlanInvalid impossible) {
            throw new IllegalStateException("a record without fields fits every plan", impossible);
        }
    }

    private static ValueForm fromJson(
            byte[] framing, Schema schema, Map<String, Expression> fields, FieldPlan.Builder plan) throws PlanInvalid {
        var slots = new ArrayList<TextTemplate>();
        fields.forEach((name, expression) -> Slots.plan(name, expression, plan, slots));
        return new ValueForm.FromJson(framing, schema, JsonToAvro.compile(schema, plan.build()), List.copyOf(slots));
    }

    private boolean isBuilt(Node fields, String name, Expression expression) {
        boolean built =
                !(expression instanceof Expression.Text text && text.template().needsThePayload());
        if (!built) {
            fields.complain(
                    name,
                    "not built yet: a field that is put together from the payload; take payload.x as it is, or only captures and mqtt.x",
                    "NOT-YET",
                    problems);
        }
        return built;
    }
}
