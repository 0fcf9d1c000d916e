package dev.sluice.mapping.transcode;

import dev.sluice.mapping.transcode.ObjectShape.Target;
import dev.sluice.mapping.transcode.ObjectShape.Use;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Turns a schema into coders, once for each named record, so that a record may contain itself. */
final class CoderCompiler {

    private final Map<String, RecordCoder> records = new HashMap<>();
    /** The first guess for each key of each shape: the schema's order. */
    private final List<Integer> guesses = new ArrayList<>();

    /** @param place where the schema stands, for the message */
    Coder compile(Schema schema, String place) throws PlanInvalid {
        LogicalType logical = schema.getLogicalType(); // null for those that Avro does not know, or not on this type
        Coder ofLogical = logical == null ? null : LogicalCoders.of(schema, logical, place);
        if (ofLogical != null) {
            return ofLogical;
        }
        return switch (schema.getType()) {
            case NULL -> new ScalarCoders.OfNull();
            case BOOLEAN -> new ScalarCoders.OfBoolean();
            case INT -> new ScalarCoders.OfInteger(Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
            case LONG -> new ScalarCoders.OfInteger(Long.MIN_VALUE, Long.MAX_VALUE, "long");
            case FLOAT -> new ScalarCoders.OfFloat();
            case DOUBLE -> new ScalarCoders.OfDouble();
            case STRING -> new ScalarCoders.OfString();
            case BYTES -> new TextCoders.OfBytes();
            case FIXED -> new TextCoders.OfFixed(schema.getFixedSize());
            case ENUM -> new TextCoders.OfEnum(schema.getFullName(), schema.getEnumSymbols());
            case ARRAY -> new ContainerCoders.OfArray(compile(schema.getElementType(), place + "[]"));
            case MAP -> new ContainerCoders.OfMap(compile(schema.getValueType(), place + ".*"));
            case UNION -> union(schema, place);
            case RECORD -> record(schema, place);
        };
    }

    /** Reserves the guesses of a shape with so many keys; answers where they begin. */
    int reserveGuesses(int keys) {
        int first = guesses.size();
        for (int i = 0; i <= keys; i++) {
            guesses.add(i < keys ? i : keys - 1);
        }
        return first;
    }

    int[] guesses() {
        return guesses.stream().mapToInt(Integer::intValue).toArray();
    }

    /** What stands in for a field that is missing; the path is null where it does not come from the payload. */
    Filling absent(Schema.Field field, PayloadPath path) throws PlanInvalid {
        if (!field.hasDefaultValue()) {
            return new Filling.Required(path, field.name());
        }
        try {
            ByteArrayOutputStream avro = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(avro, null);
            Object value = new GenericData().getDefaultValue(field); // the shared one would keep the schema
            new GenericDatumWriter<>(field.schema()).write(value, encoder);
            encoder.flush();
            return new Filling.Encoded(avro.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) { // Avro's complaints have no common type of their own
            throw new PlanInvalid("field '" + field.name() + "': its default does not fit its type: " + e.getMessage());
        }
    }

    /**
     * The other keys that fill a field; a key that is some field's name belongs to that field.
     *
     * @throws PlanInvalid when two fields share an alias
     */
    static List<String> aliases(Schema record, Schema.Field field) throws PlanInvalid {
        List<String> aliases = new ArrayList<>(field.aliases());
        aliases.removeIf(alias -> record.getField(alias) != null);
        for (Schema.Field other : record.getFields()) {
            for (String alias : aliases) {
                if (other.pos() != field.pos() && other.aliases().contains(alias)) {
                    throw new PlanInvalid("field '" + field.name() + "': its alias '" + alias + "' is one of field '"
                            + other.name() + "' too");
                }
            }
        }
        return aliases;
    }

    private Coder union(Schema schema, String place) throws PlanInvalid {
        List<Coder> branches = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Schema branch : schema.getTypes()) {
            branches.add(compile(branch, place));
            names.add(branch.getFullName());
        }
        return new UnionCoder(branches, names.size() == 1 ? names.get(0) : "one of " + names);
    }

    private Coder record(Schema schema, String place) throws PlanInvalid {
        RecordCoder known = records.get(schema.getFullName());
        if (known != null) {
            return known;
        }
        RecordCoder coder = new RecordCoder(schema.getFullName());
        records.put(schema.getFullName(), coder);
        List<String> names = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        List<Filling> fillings = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            Coder value = compile(field.schema(), place + "." + field.name());
            targets.add(new Target(List.of(new Use(value, field.pos())), List.of(), null, -1));
            names.add(field.name());
            fillings.add(absent(field, new PayloadPath(List.of(field.name()))));
        }
        for (Schema.Field field : schema.getFields()) {
            for (String alias : aliases(schema, field)) {
                names.add(alias);
                targets.add(targets.get(field.pos()));
            }
        }
        coder.complete(
                new ObjectShape(names, targets, reserveGuesses(names.size())),
                fillings.toArray(Filling[]::new),
                2 * fillings.size());
        return coder;
    }
}
