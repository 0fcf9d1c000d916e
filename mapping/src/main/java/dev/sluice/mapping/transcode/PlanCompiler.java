package dev.sluice.mapping.transcode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.mapping.transcode.ObjectShape.Target;
import dev.sluice.mapping.transcode.ObjectShape.Use;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Turns a schema and a plan into the coder of a whole payload: one tree of wanted keys, whoever wants them. */
final class PlanCompiler {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Schema schema;
    private final FieldPlan plan;
    private final CoderCompiler coders;
    private int frameLength;

    PlanCompiler(Schema schema, FieldPlan plan, CoderCompiler coders) {
        this.schema = schema;
        this.plan = plan;
        this.coders = coders;
    }

    RecordCoder compile() throws PlanInvalid {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new PlanInvalid("schema " + schema.getFullName() + " is not a record");
        }
        checkFieldsExist();
        List<Schema.Field> fields = schema.getFields();
        Filling[] fillings = new Filling[fields.size()];
        frameLength = 2 * fields.size();
        Wanted root = new Wanted();
        for (Schema.Field field : fields) {
            fillings[field.pos()] = filling(field, root);
        }
        for (int i = 0; i < plan.extracts().size(); i++) {
            root.at(plan.extracts().get(i)).extracts.add(i);
        }
        RecordCoder coder = new RecordCoder(schema.getFullName());
        // Only a plan that looks for keys, and for nothing else, needs an object.
        boolean anyKind = root.below.isEmpty() || !root.uses.isEmpty() || !root.extracts.isEmpty();
        if (anyKind) {
            coder.completeForAnyDocument(target(root), fillings, frameLength);
        } else {
            coder.complete(shape(root), fillings, frameLength);
        }
        return coder;
    }

    private void checkFieldsExist() throws PlanInvalid {
        for (String name : plan.fields().keySet()) {
            if (schema.getField(name) == null) {
                throw new PlanInvalid(
                        "field '" + name + "': schema " + schema.getFullName() + " has no such field, it has "
                                + String.join(
                                        ", ",
                                        schema.getFields().stream()
                                                .map(Schema.Field::name)
                                                .toList()));
            }
        }
    }

    /** Notes what the field wants from the payload; answers what it is without that. */
    private Filling filling(Schema.Field field, Wanted root) throws PlanInvalid {
        FieldOrigin origin = plan.fields().get(field.name());
        if (origin instanceof FieldOrigin.Constant constant) {
            return constant(field, constant.value());
        }
        if (origin instanceof FieldOrigin.FromSlot slot) {
            return SlotFilling.of(slot.slot(), field, coders.absent(field, null), coders);
        }
        if (origin instanceof FieldOrigin.FromJson json) {
            Coder coder = coders.compile(field.schema(), field.name());
            return new JsonFilling(json.slot(), field.name(), coders.absent(field, null), coder);
        }
        Use use = new Use(coders.compile(field.schema(), field.name()), field.pos());
        if (origin instanceof FieldOrigin.FromPayload payload) {
            root.at(payload.path()).uses.add(use);
            return coders.absent(field, payload.path());
        }
        PayloadPath byName = new PayloadPath(List.of(field.name()));
        root.at(byName).uses.add(use);
        for (String alias : CoderCompiler.aliases(schema, field)) {
            root.at(new PayloadPath(List.of(alias))).uses.add(use);
        }
        return coders.absent(field, byName);
    }

    private Filling constant(Schema.Field field, Object value) throws PlanInvalid {
        Coder coder = coders.compile(field.schema(), field.name());
        byte[] json;
        try {
            json = JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new PlanInvalid(
                    "field '" + field.name() + "': its constant cannot be written as JSON: " + e.getMessage());
        }
        Pass pass = new Pass(coders.guesses(), 0);
        pass.begin(json, 0, json.length, FieldValues.NONE);
        if (!coder.encode(pass)) {
            throw new PlanInvalid("field '" + field.name() + "': its constant does not fit: " + pass.in.message());
        }
        return new Filling.Encoded(pass.body.toByteArray());
    }

    private ObjectShape shape(Wanted wanted) {
        List<String> names = new ArrayList<>(wanted.below.keySet());
        int guesses = coders.reserveGuesses(names.size());
        List<Target> targets = new ArrayList<>();
        for (Wanted key : wanted.below.values()) {
            targets.add(target(key));
        }
        return new ObjectShape(names, targets, guesses);
    }

    private Target target(Wanted wanted) {
        int spare = wanted.uses.isEmpty() ? frameLength++ : -1;
        return new Target(wanted.uses, wanted.extracts, wanted.below.isEmpty() ? null : shape(wanted), spare);
    }

    /** A place in the payload, and who wants what is there. */
    private static final class Wanted {
        private final List<Use> uses = new ArrayList<>();
        private final List<Integer> extracts = new ArrayList<>();
        private final Map<String, Wanted> below = new LinkedHashMap<>();

        private Wanted at(PayloadPath path) {
            Wanted place = this;
            for (String key : path.keys()) {
                place = place.below.computeIfAbsent(key, k -> new Wanted());
            }
            return place;
        }
    }
}
