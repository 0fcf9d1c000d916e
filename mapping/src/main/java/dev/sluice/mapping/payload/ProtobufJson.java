package dev.sluice.mapping.payload;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.sluice.mapping.json.JsonBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes one message as JSON: names as in the .proto file, what has no presence always, what has it only where it is set. */
final class ProtobufJson {

    final JsonBuffer out;
    private final Nesting nesting = new Nesting();

    ProtobufJson(JsonBuffer out) {
        this.out = out;
    }

    void message(Message message) throws Undecodable {
        if (ProtobufWellKnown.write(message, this)) {
            return;
        }
        nesting.open();
        out.beginObject();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isMapField()) {
                out.name(field.getName());
                map(message, field);
            } else if (field.isRepeated()) {
                out.name(field.getName());
                array(message, field);
            } else if (!field.hasPresence() || message.hasField(field)) {
                out.name(field.getName());
                value(field, message.getField(field));
            }
        }
        out.endObject();
        nesting.close();
    }

    void array(Message message, FieldDescriptor field) throws Undecodable {
        nesting.open();
        out.beginArray();
        for (Object item : (List<?>) message.getField(field)) {
            value(field, item);
            stopWhenTooLarge();
        }
        out.endArray();
        nesting.close();
    }

    /** Of entries with the same key the last one counts, as Protobuf wants it. */
    void map(Message message, FieldDescriptor field) throws Undecodable {
        FieldDescriptor key = field.getMessageType().findFieldByNumber(1);
        FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
        Map<String, Object> entries = new LinkedHashMap<>();
        for (Object item : (List<?>) message.getField(field)) {
            Message entry = (Message) item;
            entries.put(key(key, entry.getField(key)), entry.getField(value));
        }
        nesting.open();
        out.beginObject();
        for (var entry : entries.entrySet()) {
            out.name(entry.getKey());
            value(value, entry.getValue());
            stopWhenTooLarge();
        }
        out.endObject();
        nesting.close();
    }

    void value(FieldDescriptor field, Object value) throws Undecodable {
        switch (field.getType()) {
            case INT32, SINT32, SFIXED32, INT64, SINT64, SFIXED64 -> out.number(((Number) value).longValue());
            case UINT32, FIXED32 -> out.number(Integer.toUnsignedLong((Integer) value));
            case UINT64, FIXED64 -> out.number(Long.toUnsignedString((Long) value));
            case FLOAT -> out.number((float) (Float) value);
            case DOUBLE -> out.number((double) (Double) value);
            case BOOL -> out.bool((Boolean) value);
            case STRING -> out.string((String) value);
            case BYTES -> {
                byte[] bytes = ((ByteString) value).toByteArray();
                out.base64(bytes, 0, bytes.length);
            }
            case ENUM -> symbol((EnumValueDescriptor) value);
            case MESSAGE, GROUP -> message((Message) value);
        }
    }

    private void symbol(EnumValueDescriptor symbol) {
        if (symbol.getType().getFullName().equals("google.protobuf.NullValue")) {
            out.nullValue();
        } else if (symbol.getIndex() < 0) { // made up by the library for a number that the enum does not have
            out.number(symbol.getNumber());
        } else {
            out.string(symbol.getName());
        }
    }

    private static String key(FieldDescriptor field, Object key) {
        return switch (field.getType()) {
            case UINT32, FIXED32 -> Integer.toUnsignedString((Integer) key);
            case UINT64, FIXED64 -> Long.toUnsignedString((Long) key);
            default -> key.toString();
        };
    }

    private void stopWhenTooLarge() throws Undecodable {
        if (out.overflowed()) {
            throw Undecodable.tooLarge();
        }
    }
}
