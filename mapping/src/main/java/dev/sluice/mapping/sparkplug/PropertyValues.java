package dev.sluice.mapping.sparkplug;

import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.sparkplug.WireValue.Field;
import java.util.ArrayList;
import java.util.HashSet;

/** Writes the properties of a metric ({@code Payload.PropertySet}) as an object: names to values, sets within sets. */
final class PropertyValues {

    private static final int FIRST_VALUE = 3;

    private final JsonBuffer out;
    private final Depth depth;

    PropertyValues(JsonBuffer out, Depth depth) {
        this.out = out;
        this.depth = depth;
    }

    void write(Span propertySet) throws Unreadable {
        depth.enter();
        var names = new ArrayList<String>();
        var values = new ArrayList<Span>();
        var fields = propertySet.fields();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> names.add(fields.text());
                case 2 -> values.add(fields.span());
                default -> {} // extensions
            }
        }
        if (names.size() != values.size()) {
            throw new Unreadable("a property set has not as many names as values");
        }
        if (new HashSet<>(names).size() != names.size()) {
            throw new Unreadable("a property set has a name twice");
        }
        out.beginObject();
        for (int i = 0; i < names.size(); i++) {
            out.name(names.get(i));
            value(values.get(i));
        }
        out.endObject();
        depth.leave();
    }

    private void value(Span property) throws Unreadable {
        Datatype type = null;
        boolean isNull = false;
        WireValue value = null;
        var fields = property.fields();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> type = Datatype.of(fields.uint32());
                case 2 -> isNull = fields.bool();
                case 9 -> value = WireValue.read(fields, Field.PROPERTY_SET);
                case 10 -> value = WireValue.read(fields, Field.PROPERTY_SET_LIST);
                default -> {
                    var scalar = WireValue.scalar(fields.number(), FIRST_VALUE);
                    value = scalar == null ? value : WireValue.read(fields, scalar);
                }
            }
        }
        if (isNull || value == null) {
            out.nullValue();
        } else if (value.field() == Field.PROPERTY_SET) {
            write(value.span());
        } else if (value.field() == Field.PROPERTY_SET_LIST) {
            list(value.span());
        } else {
            var known = type == null ? value.evident() : type;
            if (known == null) {
                throw new Unreadable("a property has no datatype");
            }
            if (!ScalarValues.write(out, known, value)) {
                throw ScalarValues.mismatch();
            }
        }
    }

    private void list(Span propertySets) throws Unreadable {
        depth.enter();
        out.beginArray();
        var fields = propertySets.fields();
        while (fields.next()) {
            if (fields.number() == 1) {
                write(fields.span());
            }
        }
        out.endArray();
        depth.leave();
    }
}
