package dev.sluice.simulator.field;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import java.io.IOException;

/** Reads a field that has nothing to say but its type by that word alone: {@code seq} for {@code {type: seq}}. */
public final class FieldShorthand extends StdDeserializer<FieldSpec> {

    private static final long serialVersionUID = 1L;

    public FieldShorthand() {
        super(FieldSpec.class);
    }

    @Override
    public FieldSpec deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return context.readValue(parser, FieldSpec.class);
        }
        return switch (parser.getText()) {
            case "seq" -> new SeqField();
            case "time" -> new TimeField(null);
            case "device" -> new DeviceField();
            case "site" -> new SiteField();
            case "bool" -> new BoolField(null, null);
            default ->
                (FieldSpec)
                        context.handleWeirdStringValue(
                                FieldSpec.class,
                                parser.getText(),
                                "only seq, time, device, site and bool can stand alone; others are written {type: …}, and a text of your own {type: constant, value: …}");
        };
    }

    @Override
    public FieldSpec deserializeWithType(JsonParser parser, DeserializationContext context, TypeDeserializer type)
            throws IOException {
        return deserialize(parser, context);
    }
}
