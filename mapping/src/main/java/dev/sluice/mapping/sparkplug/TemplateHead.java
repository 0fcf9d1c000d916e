package dev.sluice.mapping.sparkplug;

import dev.sluice.mapping.json.JsonBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what a template ({@code Payload.Template}) says beside its metrics, as members of an object that is open. */
final class TemplateHead {

    private static final int FIRST_VALUE = 3;

    private record Parameter(Datatype type, WireValue value) {}

    private TemplateHead() {}

    static void write(JsonBuffer out, Span template) throws Unreadable {
        String version = null;
        String reference = null;
        Boolean definition = null;
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        var fields = template.fields();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> version = fields.text();
                case 3 -> parameter(fields.span(), parameters);
                case 4 -> reference = fields.text();
                case 5 -> definition = fields.bool();
                default -> {} // metrics come later, extensions never
            }
        }
        MetadataValue.text(out, "template", reference);
        MetadataValue.text(out, "version", version);
        if (definition != null) {
            out.name("definition").bool(definition);
        }
        if (!parameters.isEmpty()) {
            out.name("parameters").beginObject();
            for (var parameter : parameters.entrySet()) {
                out.name(parameter.getKey());
                value(out, parameter.getValue());
            }
            out.endObject();
        }
    }

    private static void parameter(Span parameter, Map<String, Parameter> parameters) throws Unreadable {
        String name = null;
        Datatype type = null;
        WireValue value = null;
        var fields = parameter.fields();
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> name = fields.text();
                case 2 -> type = Datatype.of(fields.uint32());
                default -> {
                    var scalar = WireValue.scalar(fields.number(), FIRST_VALUE);
                    value = scalar == null ? value : WireValue.read(fields, scalar);
                }
            }
        }
        if (name == null || parameters.put(name, new Parameter(type, value)) != null) {
            throw new Unreadable("a parameter of a template has no name, or one that another has");
        }
    }

    private static void value(JsonBuffer out, Parameter parameter) throws Unreadable {
        if (parameter.value == null) {
            out.nullValue();
            return;
        }
        var type = parameter.type == null ? parameter.value.evident() : parameter.type;
        if (type == null) {
            throw new Unreadable("a parameter of a template has no datatype");
        }
        if (!ScalarValues.write(out, type, parameter.value)) {
            throw ScalarValues.mismatch();
        }
    }
}
