package dev.sluice.simulator.field;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a field that has nothing to say but its type by that word alone: {@code seq} for {@code {type: seq}}. */
public final class FieldShorthand extends StdDeserializer<FieldSpec> {

    private static final long serialVersionUID = 1L;
    private static final String TYPES = Stream.of(
                    FieldSpec.class.getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::name)
            .collect(Collectors.joining(", ", "there are ", ""));

    public FieldShorthand() {
        super(FieldSpec.class);
    }

    @Override
    public FieldSpec deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            try {
                return context.readValue(parser, FieldSpec.class);
            } catch (InvalidTypeIdException e) {
                throw wrong(
                        parser,
                        e.getTypeId() == null
                                ? "has no type; " + TYPES
                                : "\"" + e.getTypeId() + "\" is no type of field; " + TYPES);
            }
        }
        return switch (parser.getText()) {
            case "seq" -> new SeqField();
            case "time" -> new TimeField(null);
            case "device" -> new DeviceField();
            case "site" -> new SiteField();
            case "bool" -> new BoolField(null, null);
            default ->
                throw wrong(
                        parser,
                        "\"" + parser.getText()
                                + "\" cannot stand alone, only seq, time, device, site and bool can; others are written"
                                + " {type: …}, and a text of your own {type: constant, value: …}");
        };
    }

    /** Who reads whole scenarios takes the words from the cause. */
    private static JsonMappingException wrong(JsonParser parser, String text) {
        return JsonMappingException.from(parser, text, new IllegalArgumentException(text));
    }

    @Override
    public FieldSpec deserializeWithType(JsonParser parser, DeserializationContext context, TypeDeserializer type)
            throws IOException {
        return deserialize(parser, context);
    }
}
