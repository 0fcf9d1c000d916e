package dev.sluice.bridge.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Values for people: bytes that are text are shown as text, others in base64. */
final class ReadableText {

    private ReadableText() {}

    static JsonNode of(JsonNode value) {
        if (value instanceof BinaryNode binary) {
            return JsonNodeFactory.instance.textNode(text(binary.binaryValue(), "base64:" + binary.asText()));
        }
        if (value instanceof ObjectNode object) {
            var shown = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> shown.set(field.getKey(), of(field.getValue())));
            return shown;
        }
        if (value instanceof ArrayNode array) {
            var shown = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> shown.add(of(item)));
            return shown;
        }
        return value;
    }

    /** @param otherwise for what is not text, or holds what a terminal would obey */
    static String text(byte[] bytes, String otherwise) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            boolean plain = text.codePoints().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
            return plain ? text : otherwise;
        } catch (CharacterCodingException notText) {
            return otherwise;
        }
    }
}
