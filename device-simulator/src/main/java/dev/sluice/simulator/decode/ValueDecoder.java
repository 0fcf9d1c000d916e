package dev.sluice.simulator.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/** Decodes record values of one format. */
public final class ValueDecoder {

    private static final int SINGLE_OBJECT_HEADER = 10;
    private static final int CONFLUENT_HEADER = 5;

    private final ValueFormat format;
    private final SchemaShelf shelf;
    private final Optional<Schema> designated;
    private final Optional<SchemaTexts> ids;
    private final ReadingFields fields;
    private final ObjectMapper json = new ObjectMapper();
    private final ObjectMapper cbor = new CBORMapper();
    private final Map<Schema, GenericDatumReader<GenericRecord>> readers = new IdentityHashMap<>();
    private final Map<Integer, Optional<Schema>> byId = new HashMap<>();
    private BinaryDecoder reused;

    /**
     * Without a registry: who wrote an id did so with the designated schema.
     *
     * @throws IllegalArgumentException as the other does
     */
    public ValueDecoder(
            ValueFormat format, SchemaShelf shelf, Optional<Schema> designated, String deviceField, String seqField) {
        this(format, shelf, designated, Optional.empty(), deviceField, seqField);
    }

    /**
     * @param designated the schema of values that do not name theirs
     * @param ids who is asked for the schemas of values in confluent framing
     * @throws IllegalArgumentException when the format needs a schema and there is none
     */
    public ValueDecoder(
            ValueFormat format,
            SchemaShelf shelf,
            Optional<Schema> designated,
            Optional<SchemaTexts> ids,
            String deviceField,
            String seqField) {
        boolean unnamed = format == ValueFormat.PLAIN || format == ValueFormat.CONFLUENT && ids.isEmpty();
        if (designated.isEmpty() && unnamed) {
            throw new IllegalArgumentException(
                    "format " + format + " needs the schema's name (--schema), because values "
                            + "do not carry it and the folder does not hold exactly one"
                            + (format == ValueFormat.CONFLUENT ? ", or a registry to ask (--registry)" : ""));
        }
        this.format = format;
        this.shelf = shelf;
        this.designated = format == ValueFormat.ENVELOPE ? Optional.of(shelf.envelope()) : designated;
        this.ids = ids;
        this.fields = new ReadingFields(deviceField, seqField);
    }

    /** Throws what {@link SchemaTexts} throws. */
    public Decoded decode(byte[] value) {
        if (value == null || value.length == 0) {
            return new Decoded.Undecodable(value == null ? "the value is null" : "the value is empty");
        }
        return switch (format) {
            case SINGLE_OBJECT -> singleObject(value);
            case CONFLUENT -> confluent(value);
            case PLAIN -> avro(designated.orElseThrow(), value, 0);
            case JSON -> json(value);
            case ENVELOPE, AUTO -> byFirstBytes(value);
        };
    }

    private Decoded byFirstBytes(byte[] value) {
        if (looksSingleObject(value)) {
            return singleObject(value);
        }
        if (format == ValueFormat.AUTO && value[0] == '{') {
            Decoded decoded = json(value);
            if (decoded instanceof Decoded.Reading || designated.isEmpty()) {
                return decoded;
            }
        }
        if (ids.isPresent() && value[0] == 0 && value.length >= CONFLUENT_HEADER) {
            return confluent(value);
        }
        if (designated.isEmpty()) {
            return new Decoded.Undecodable("not in single-object encoding, and no schema is named (--schema)");
        }
        if (value[0] == 0 && value.length >= CONFLUENT_HEADER) {
            Decoded decoded = confluent(value);
            if (decoded instanceof Decoded.Reading) {
                return decoded;
            }
        }
        return avro(designated.get(), value, 0);
    }

    private static boolean looksSingleObject(byte[] value) {
        return value.length >= SINGLE_OBJECT_HEADER && value[0] == (byte) 0xC3 && value[1] == 1;
    }

    private Decoded singleObject(byte[] value) {
        if (!looksSingleObject(value)) {
            return new Decoded.Undecodable("no single-object marker (C3 01)");
        }
        long fingerprint = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
        return shelf.byFingerprint(fingerprint)
                .map(schema -> avro(schema, value, SINGLE_OBJECT_HEADER))
                .orElseGet(() -> new Decoded.Undecodable(
                        "no schema at hand has the fingerprint " + Long.toHexString(fingerprint)));
    }

    private Decoded confluent(byte[] value) {
        if (value[0] != 0 || value.length < CONFLUENT_HEADER) {
            return new Decoded.Undecodable("no magic byte and schema id");
        }
        if (ids.isEmpty()) {
            return avro(designated.orElseThrow(), value, CONFLUENT_HEADER);
        }
        int id = ByteBuffer.wrap(value).getInt(1);
        return byId.computeIfAbsent(id, this::written)
                .map(schema -> avro(schema, value, CONFLUENT_HEADER))
                .orElseGet(() -> new Decoded.Undecodable("the registry knows no schema with id " + id));
    }

    private Optional<Schema> written(int id) {
        return ids.orElseThrow().byId(id).map(text -> new Schema.Parser().parse(text));
    }

    private Decoded avro(Schema schema, byte[] value, int from) {
        try {
            reused = DecoderFactory.get().binaryDecoder(value, from, value.length - from, reused);
            GenericRecord record =
                    readers.computeIfAbsent(schema, GenericDatumReader::new).read(null, reused);
            if (!reused.isEnd()) {
                return new Decoded.Undecodable("bytes are left over behind " + schema.getFullName());
            }
            return schema.getFullName().equals(SchemaShelf.ENVELOPE) ? envelope(record) : fields.in(record);
        } catch (IOException | RuntimeException e) {
            // The library reports damaged bytes by half a dozen unrelated exceptions.
            return new Decoded.Undecodable("not a " + schema.getFullName() + ": " + e);
        }
    }

    private Decoded envelope(GenericRecord record) {
        ByteBuffer payload = (ByteBuffer) record.get("payload");
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        boolean isCbor = looksCbor(bytes);
        return parse(isCbor ? cbor : json, bytes)
                .map(document -> fields.in(
                        document,
                        () -> record.get("topic") + " from " + record.get("clientId") + ": "
                                + (isCbor ? document.toString() : new String(bytes, UTF_8))))
                .orElseGet(() -> new Decoded.Undecodable("the envelope's payload is neither JSON nor CBOR"));
    }

    private Decoded json(byte[] value) {
        return parse(json, value)
                .map(document -> fields.in(document, document::toString))
                .orElseGet(() -> new Decoded.Undecodable("no JSON"));
    }

    /** A map, or a tag in front of one (RFC 8949 §3.1); no JSON begins with such a byte. */
    private static boolean looksCbor(byte[] bytes) {
        int majorType = bytes.length == 0 ? -1 : (bytes[0] & 0xff) >> 5;
        return majorType == 5 || majorType == 6;
    }

    private static Optional<JsonNode> parse(ObjectMapper format, byte[] bytes) {
        try {
            return Optional.of(format.readTree(bytes));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
