package dev.sluice.mapping.sparkplug;

import dev.sluice.mapping.json.JsonBuffer;
import java.util.ArrayList;
import java.util.List;

/** Writes a table ({@code Payload.DataSet}) as {@code {"columns":[],"types":[],"rows":[[]]}}. */
final class DataSetValue {

    private DataSetValue() {}

    static void write(JsonBuffer out, Span dataSet) throws Unreadable {
        var columns = new ArrayList<String>();
        var types = new ArrayList<Datatype>();
        Long announced = null;
        var fields = dataSet.fields();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> announced = fields.uint64();
                case 2 -> columns.add(fields.text());
                case 3 -> types(fields, types);
                default -> {} // rows come when the types are known
            }
        }
        if (columns.size() != types.size() || announced != null && announced != columns.size()) {
            throw new Unreadable("a data set has not as many columns as types, or not as many as it says");
        }
        out.beginObject().name("columns").beginArray();
        columns.forEach(out::string);
        out.endArray().name("types").beginArray();
        types.forEach(type -> out.string(type.written()));
        out.endArray().name("rows").beginArray();
        var again = dataSet.fields();
        while (again.next()) {
            if (again.number() == 4) {
                row(out, again.span(), types);
            }
        }
        out.endArray().endObject();
    }

    /** Packed or one by one: both are the same to protobuf. */
    private static void types(Fields fields, List<Datatype> types) throws Unreadable {
        if (!fields.isBytes()) {
            add(fields.uint32(), types);
            return;
        }
        for (long number : fields.span().varints()) {
            add(number, types);
        }
    }

    private static void add(long number, List<Datatype> types) throws Unreadable {
        var type = Datatype.of(number);
        if (type == null) {
            throw new Unreadable("a column of a data set has no datatype");
        }
        types.add(type);
    }

    private static void row(JsonBuffer out, Span row, List<Datatype> types) throws Unreadable {
        out.beginArray();
        int column = 0;
        var elements = row.fields();
        while (elements.next()) {
            if (elements.number() == 1) {
                if (column == types.size()) {
                    throw wrongLength();
                }
                element(out, types.get(column++), elements.span());
            }
        }
        if (column != types.size()) {
            throw wrongLength();
        }
        out.endArray();
    }

    private static void element(JsonBuffer out, Datatype type, Span element) throws Unreadable {
        WireValue value = null;
        var fields = element.fields();
        while (fields.next()) {
            var scalar = WireValue.scalar(fields.number(), 1);
            value = scalar == null ? value : WireValue.read(fields, scalar);
        }
        if (value == null) {
            out.nullValue();
        } else if (!ScalarValues.write(out, type, value)) {
            throw ScalarValues.mismatch();
        }
    }

    private static Unreadable wrongLength() {
        return new Unreadable("a row of a data set has not as many values as there are columns");
    }
}
