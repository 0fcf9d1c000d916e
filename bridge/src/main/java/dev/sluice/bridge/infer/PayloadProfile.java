package dev.sluice.bridge.infer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.payload.PayloadDecoder;
import dev.sluice.mapping.payload.PayloadDecoders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** What the payloads under one pattern are. */
final class PayloadProfile {

    /** What a payload can be taken for. */
    enum Kind {
        EMPTY,
        JSON_OBJECT,
        /** A list, true, false, null, text in quotes. */
        JSON_OTHER,
        NUMBER,
        TEXT,
        CBOR_OBJECT,
        BYTES
    }

    private static final int MOST_UNPACKED = 1 << 20;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
    final JsonShape shape = new JsonShape();
    long messages;
    long packed;
    private final JsonBuffer document = new JsonBuffer(MOST_UNPACKED);

    void add(byte[] payload) {
        messages++;
        var bytes = payload;
        if (payload.length > 2 && payload[0] == 0x1F && payload[1] == (byte) 0x8B) {
            var unpacked = unpacked(payload);
            packed += unpacked == null ? 0 : 1;
            bytes = unpacked == null ? payload : unpacked;
        }
        kinds.merge(kind(bytes), 1L, Long::sum);
    }

    long count(Kind kind) {
        return kinds.getOrDefault(kind, 0L);
    }

    /** Whether, empty ones aside, all payloads are of this kind. */
    boolean areAll(Kind kind) {
        return count(kind) > 0 && count(kind) + count(Kind.EMPTY) == messages;
    }

    private Kind kind(byte[] bytes) {
        if (bytes.length == 0) {
            return Kind.EMPTY;
        }
        var json = json(bytes, bytes.length);
        if (json != null) {
            return json;
        }
        if ((bytes[0] & 0xE0) == 0xA0 && decodes(PayloadDecoders.cbor(), bytes)) {
            return json(document.array(), document.size()) == Kind.JSON_OBJECT ? Kind.CBOR_OBJECT : Kind.BYTES;
        }
        if (decodes(PayloadDecoders.number(), bytes)) {
            return Kind.NUMBER;
        }
        return isText(bytes) ? Kind.TEXT : Kind.BYTES;
    }

    /** Null for what is no JSON. An object is added to the shape. */
    private Kind json(byte[] bytes, int length) {
        if (!isWhole(bytes, length)) {
            return null;
        }
        try (var parser = JSON.createParser(bytes, 0, length)) {
            var first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                shape.add(parser, 0);
                return Kind.JSON_OBJECT;
            }
            return first.isNumeric() ? Kind.NUMBER : Kind.JSON_OTHER;
        } catch (IOException impossible) {
            throw new IllegalStateException("JSON that was read once cannot be read again", impossible);
        }
    }

    /** Whether it is one document to its end: the shape must not learn from half of one. */
    private static boolean isWhole(byte[] bytes, int length) {
        try (JsonParser parser = JSON.createParser(bytes, 0, length)) {
            if (parser.nextToken() == null) {
                return false;
            }
            int depth = 0;
            for (var token = parser.currentToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token.isNumeric()) {
                    parser.getNumberValue();
                }
                if (depth == 0) {
                    return parser.nextToken() == null;
                }
            }
            return false;
        } catch (IOException notJson) {
            return false;
        }
    }

    private boolean decodes(PayloadDecoder decoder, byte[] bytes) {
        return decoder.decode(bytes, 0, bytes.length, document.clear()) == null && !document.overflowed();
    }

    private static boolean isText(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return text.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\t' && c != '\r');
        } catch (CharacterCodingException notText) {
            return false;
        }
    }

    private static byte[] unpacked(byte[] payload) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(payload))) {
            var bytes = gzip.readNBytes(MOST_UNPACKED + 1);
            return bytes.length > MOST_UNPACKED ? null : bytes;
        } catch (IOException notGzip) {
            return null;
        }
    }
}
