package dev.sluice.mapping.rule;

import dev.sluice.mapping.transcode.FieldPlan;
import dev.sluice.mapping.transcode.JsonToAvro;
import dev.sluice.mapping.transcode.PlanInvalid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Compiles a record around a payload of unknown bytes. The fields between two that take the payload form a record of their own, which is
 * transcoded from an empty JSON object: in Avro's binary form a record is nothing but its fields one after the other.
 */
final class RecordAroundBytes {

    private final Schema schema;
    private final Map<String, Expression> expressions;
    private final List<ValueForm.Stretch> stretches = new ArrayList<>();
    private final Slots slots;
    /** Fields since the last one that takes the payload. */
    private final Map<String, Schema.Field> open = new LinkedHashMap<>();

    RecordAroundBytes(Schema schema, Map<String, Expression> expressions, Plans plans) {
        this.slots = new Slots(plans);
        this.schema = schema;
        this.expressions = expressions;
    }

    /** @throws IllegalArgumentException like {@link PlanInvalid}, for what only a payload of bytes can do wrong */
    ValueForm compile(Framing framing) throws PlanInvalid {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException("schema " + schema.getFullName() + " is not a record");
        }
        for (var name : expressions.keySet()) {
            if (schema.getField(name) == null) {
                throw new IllegalArgumentException(
                        "field '" + name + "': schema " + schema.getFullName() + " has no such field");
            }
        }
        for (var field : schema.getFields()) {
            if (expressions.get(field.name()) instanceof Expression.RawPayload) {
                close();
                stretches.add(new ValueForm.Payload(branch(field)));
            } else if (expressions.containsKey(field.name()) || field.hasDefaultValue()) {
                open.put(field.name(), field);
            } else {
                throw new IllegalArgumentException("field '" + field.name()
                        + "': needs an expression or a default, because a payload of bytes is not looked into");
            }
        }
        close();
        return new ValueForm.FromBytes(framing, schema, List.copyOf(stretches), slots.all());
    }

    private void close() throws PlanInvalid {
        if (open.isEmpty()) {
            return;
        }
        var fields = new ArrayList<Schema.Field>();
        var plan = FieldPlan.builder();
        for (var field : open.values()) {
            fields.add(new Schema.Field(field, field.schema()));
            var expression = expressions.get(field.name());
            if (expression != null) {
                slots.plan(field.name(), expression, plan);
            }
        }
        open.clear();
        var stretch = Schema.createRecord(schema.getName(), null, schema.getNamespace(), false, fields);
        stretches.add(new ValueForm.Fields(JsonToAvro.compile(stretch, plan.build())));
    }

    /** The payload fills bytes, or the bytes of a union. */
    private static int branch(Schema.Field field) {
        var type = field.schema();
        if (type.getType() == Schema.Type.BYTES) {
            return -1;
        }
        if (type.isUnion()) {
            for (int i = 0; i < type.getTypes().size(); i++) {
                if (type.getTypes().get(i).getType() == Schema.Type.BYTES) {
                    return i;
                }
            }
        }
        throw new IllegalArgumentException(
                "field '" + field.name() + "': the payload as a whole needs the type bytes, not "
                        + type.getType().getName());
    }
}
