package dev.sluice.bridge.infer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Turns what was seen in documents into an Avro schema, and says what of it the rule has to spell out. */
final class SchemaProposal {

    private static final String NAMESPACE = "inferred";
    private static final Set<String> TIMES =
            Set.of("ts", "time", "timestamp", "date", "datetime", "created", "updated");

    /** Fields that do not map by their names: the Avro name, and the expression. */
    final Map<String, String> fields = new LinkedHashMap<>();
    /** What no field could be made of, for people. */
    final List<String> leftOut = new ArrayList<>();
    /** The expression of a time in the outermost object. */
    Optional<String> timestamp = Optional.empty();

    final Schema schema;
    private final Set<String> typeNames = new HashSet<>();

    /** A record for documents of this shape. */
    SchemaProposal(String name, JsonShape shape) {
        schema = record(name, shape, "payload", true);
    }

    /**
     * A record around a single value.
     *
     * @param captures that become fields
     */
    SchemaProposal(String name, List<String> captures, Schema.Type value) {
        var members = new ArrayList<Schema.Field>();
        var taken = new HashSet<String>(Set.of("value"));
        for (var capture : captures) {
            var field = LevelNames.unique(avroName(capture), (HashSet<String>) taken);
            fields.put(field, "{" + capture + "}");
            members.add(new Schema.Field(field, Schema.create(Schema.Type.STRING)));
        }
        fields.put("value", "payload");
        members.add(new Schema.Field("value", Schema.create(value)));
        schema = Schema.createRecord(name, null, NAMESPACE, false, members);
    }

    private Schema record(String name, JsonShape shape, String path, boolean outermost) {
        typeNames.add(name);
        var members = new ArrayList<Schema.Field>();
        var taken = new HashSet<String>();
        shape.fields.keySet().stream().filter(key -> key.equals(avroName(key))).forEach(taken::add);
        shape.fields.forEach((key, value) -> {
            boolean byName = key.equals(avroName(key));
            var step = isPlain(key) ? "." + key : "['" + key + "']";
            if (!byName && (!outermost || key.isEmpty() || key.indexOf('\'') >= 0 || key.indexOf('\\') >= 0)) {
                leftOut.add(
                        path + step + ": its name is none that Avro allows, and only outermost fields can be renamed");
                return;
            }
            var type = type(name + pascal(key), key, value, value.seen < shape.objects, path + step);
            if (type.isEmpty()) {
                leftOut.add(path + step + ": too deep or too large for any type");
                return;
            }
            var field = byName ? key : LevelNames.unique(avroName(key), taken);
            if (!byName) {
                fields.put(field, path + step);
            }
            boolean nullFirst =
                    type.get().isUnion() && type.get().getTypes().get(0).getType() == Schema.Type.NULL;
            members.add(new Schema.Field(
                    field,
                    type.get(),
                    value.seen < shape.objects ? "in " + value.seen + " of " + shape.objects : null,
                    nullFirst ? JsonProperties.NULL_VALUE : null));
            if (outermost && timestamp.isEmpty() && isTime(key, value)) {
                timestamp = Optional.of(path + step);
            }
        });
        return Schema.createRecord(name, null, NAMESPACE, false, members);
    }

    /** Empty when nothing fits. */
    private Optional<Schema> type(String name, String key, JsonShape shape, boolean mayMiss, String path) {
        if (shape.unfit > 0) {
            return Optional.empty();
        }
        var types = new ArrayList<Schema>();
        if (isTime(key, shape)) {
            types.add(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)));
        } else {
            if (shape.booleans > 0) {
                types.add(Schema.create(Schema.Type.BOOLEAN));
            }
            if (shape.integers + shape.decimals > 0) {
                types.add(Schema.create(shape.decimals > 0 ? Schema.Type.DOUBLE : Schema.Type.LONG));
            }
            if (shape.texts > 0) {
                types.add(Schema.create(Schema.Type.STRING));
            }
            if (shape.objects > 0) {
                types.add(object(name, shape, path));
            }
            if (shape.arrays > 0) {
                types.add(Schema.createArray(
                        type(name + "Item", "", shape.items, false, path + "[]").orElseGet(SchemaProposal::anything)));
            }
        }
        if (types.isEmpty()) {
            return Optional.of(anything());
        }
        if (mayMiss || shape.nulls > 0) {
            types.add(0, Schema.create(Schema.Type.NULL));
        }
        return Optional.of(types.size() == 1 ? types.get(0) : Schema.createUnion(types));
    }

    private Schema object(String name, JsonShape shape, String path) {
        if (!shape.isMap()) {
            var unique = name;
            for (int i = 2; typeNames.contains(unique); i++) {
                unique = name + i;
            }
            return record(unique, shape, path, false);
        }
        return Schema.createMap(
                type(name + "Value", "", shape.mapValues(), false, path + ".*").orElseGet(SchemaProposal::anything));
    }

    /** For what was always null, or always empty: nobody knows. */
    private static Schema anything() {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));
    }

    private static boolean isTime(String key, JsonShape shape) {
        var name = key.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
        boolean named =
                TIMES.contains(name) || name.endsWith("time") || name.endsWith("timestamp") || key.endsWith("_at");
        long others = shape.seen - shape.nulls - shape.times - shape.epochs;
        return named && shape.times + shape.epochs > 0 && others == 0;
    }

    private static boolean isPlain(String key) {
        return !key.isEmpty() && key.chars().allMatch(c -> c == '_' || c < 0x80 && Character.isLetterOrDigit(c));
    }

    /** The same where Avro allows it (Avro 1.12 "Names"). */
    static String avroName(String key) {
        var name = new StringBuilder();
        key.chars()
                .map(c -> c == '_' || c < 0x80 && Character.isLetterOrDigit(c) ? c : '_')
                .forEach(c -> name.append((char) c));
        return name.length() == 0 || Character.isDigit(name.charAt(0)) ? "_" + name : name.toString();
    }

    static String pascal(String text) {
        var name = new StringBuilder();
        for (var word : LevelNames.plain(text).split("-")) {
            if (!word.isEmpty()) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return name.length() == 0 || Character.isDigit(name.charAt(0)) ? "T" + name : name.toString();
    }
}
