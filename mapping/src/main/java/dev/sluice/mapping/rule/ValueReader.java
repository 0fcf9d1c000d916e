package dev.sluice.mapping.rule;

import dev.sluice.mapping.cel.Wanted;
import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import dev.sluice.mapping.transcode.JsonToAvro;
import dev.sluice.mapping.transcode.PlanInvalid;
import java.util.LinkedHashMap;
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

    /** @param plans hold what the rest of the rule wants from the documents; the fields are added to them */
    Optional<ValueForm> read(PayloadFormat format, ExpressionReader expressions, Plans plans) {
        var value = rule.map("value", problems);
        if (!rule.has("value")) {
            return Optional.of(envelope(plans));
        }
        var framing = WireFormat.readFraming(value, schemas.hasRegistry(), problems);
        var schema = new SchemaReader(schemas, problems).read(value);
        var node = value.map("fields", problems);
        var fields = new LinkedHashMap<String, Expression>();
        var named = node.entries().keySet();
        for (var name : named) {
            Expressions.at(
                            node,
                            name,
                            "EXPRESSION",
                            problems,
                            written -> expressions.expression(written, wanted(schema, name)))
                    .ifPresent(expression -> fields.put(name, expression));
        }
        boolean allRead = fields.size() == named.size();
        if (schema.isEmpty() || framing.isEmpty() || !allRead) {
            return Optional.empty();
        }
        var prefix = framing.get().before(schema.get());
        try {
            return Optional.of(
                    format == PayloadFormat.BYTES
                            ? new RecordAroundBytes(schema.get(), fields, plans).compile(prefix)
                            : fromJson(prefix, schema.get(), fields, plans));
        } catch (PlanInvalid | IllegalArgumentException misfit) {
            value.complain(fields.isEmpty() ? "schema" : "fields", misfit.getMessage(), "SCHEMA-FIELDS", problems);
            return Optional.empty();
        }
    }

    /** What the field's expression is to make. A field that the schema has not is complained about later: until then any type will do. */
    private static Wanted wanted(Optional<Schema> schema, String field) {
        return schema.filter(found -> found.getType() == Schema.Type.RECORD)
                .map(found -> found.getField(field))
                .map(found -> Wanted.field(field, found.schema()))
                .orElse(Wanted.TEXT);
    }

    /** Looks into the payload only if the topic, the key or a header needs something of it. */
    private static ValueForm envelope(Plans plans) {
        var plan = plans.payload();
        return new ValueForm.Envelope(
                plan.build().extracts().isEmpty() ? Optional.empty() : Optional.of(RecordOfNothing.extracting(plan)));
    }

    private static ValueForm fromJson(Framing framing, Schema schema, Map<String, Expression> fields, Plans plans)
            throws PlanInvalid {
        var slots = new Slots(plans);
        fields.forEach((name, expression) -> slots.plan(name, expression, plans.record()));
        return new ValueForm.FromJson(
                framing, schema, JsonToAvro.compile(schema, plans.record().build()), slots.all());
    }
}
