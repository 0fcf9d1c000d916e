package dev.sluice.mapping.transcode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;

/** A telemetry document for {@link JsonToAvroBenchmark}, with its schema: 9 flat fields, or 2 KB of nested ones. */
enum BenchmarkDocument {
    SMALL("""
            {"name": "deviceId", "type": "string"},
            {"name": "ts", "type": {"type": "long", "logicalType": "timestamp-millis"}},
            {"name": "seq", "type": "long"},
            {"name": "temperature", "type": "double"},
            {"name": "humidity", "type": "double"},
            {"name": "battery", "type": "int"},
            {"name": "firmware", "type": "string"},
            {"name": "online", "type": "boolean"},
            {"name": "location", "type": "string"}
            """, """
            {"deviceId":"device-000042","ts":1763722530123,"seq":184467,"temperature":21.53,"humidity":48.125,\
            "battery":87,"firmware":"v4.12.7-rc1","online":true,"location":"hall 7, line 3, press 12"}"""),
    LARGE(
            """
            {"name": "deviceId", "type": "string"},
            {"name": "ts", "type": {"type": "long", "logicalType": "timestamp-millis"}},
            {"name": "site", "type": {"type": "record", "name": "Site", "fields": [
              {"name": "name", "type": "string"},
              {"name": "position", "type": {"type": "record", "name": "Position", "fields": [
                {"name": "lat", "type": "double"}, {"name": "lon", "type": "double"}]}},
              {"name": "tags", "type": {"type": "array", "items": "string"}}]}},
            {"name": "note", "type": ["null", "string"], "default": null},
            {"name": "log", "type": "string"},
            {"name": "readings", "type": {"type": "array", "items": {"type": "record", "name": "Reading2", "fields": [
              {"name": "sensor", "type": "string"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "value", "type": "double"},
              {"name": "quality", "type": {"type": "enum", "name": "Quality", "symbols": ["GOOD", "BAD"]}},
              {"name": "unit", "type": "string"}]}}},
            {"name": "counters", "type": {"type": "map", "values": "long"}}
            """,
            """
            {"deviceId":"press-000042","ts":1763722530123,"site":{"name":"Werk Süd, Halle 7","position":\
            {"lat":48.13743,"lon":11.57549},"tags":["hydraulic","温度","line 3"]},"note":null,\
            "log":"start\\nwarmed up in 12 s\\n\\"ready\\"\\tcycle 1\\u00b0 ok\\nC:\\\\press\\\\run.log",\
            "readings":["""
                    + IntStream.range(0, 19)
                            .mapToObj(i ->
                                    ("{\"sensor\":\"bearing-%02d\",\"at\":17637225%05d,\"value\":%d.%d,\"quality\":"
                                                    + "\"%s\",\"unit\":\"°C\"}")
                                            .formatted(
                                                    i,
                                                    30_000 + 57 * i,
                                                    20 + i,
                                                    125 * i + 3,
                                                    i % 5 == 4 ? "BAD" : "GOOD"))
                            .collect(Collectors.joining(","))
                    + "],\"counters\":{\"cycles\":184467,\"rejects\":12,\"starts\":3,\"faults\":0}}");

    final Schema schema;
    final byte[] inOrder;
    /** Every object's keys in another order. */
    final byte[] shuffled;

    BenchmarkDocument(String fields, String json) {
        schema = Transcoding.record(fields);
        inOrder = json.getBytes(StandardCharsets.UTF_8);
        shuffled = shuffled(json);
    }

    private static byte[] shuffled(String json) {
        ObjectMapper mapper = new ObjectMapper();
        try {
            return mapper.writeValueAsBytes(shuffled(mapper, mapper.readTree(json)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode shuffled(ObjectMapper mapper, JsonNode node) {
        if (node.isObject()) {
            List<String> names = new ArrayList<>();
            node.fieldNames().forEachRemaining(names::add);
            Collections.rotate(names, 1);
            Collections.swap(names, 0, names.size() / 2);
            ObjectNode other = mapper.createObjectNode();
            names.forEach(name -> other.set(name, shuffled(mapper, node.get(name))));
            return other;
        }
        if (node.isArray()) {
            ArrayNode other = mapper.createArrayNode();
            node.forEach(item -> other.add(shuffled(mapper, item)));
            return other;
        }
        return node;
    }

    /** Writes the value at the parser's token; only right for keys in the schema's order, and for what these two schemas have. */
    static void stream(Schema schema, JsonParser parser, BinaryEncoder encoder) throws IOException {
        switch (schema.getType()) {
            case RECORD -> {
                for (Schema.Field field : schema.getFields()) {
                    parser.nextToken();
                    if (!parser.currentName().equals(field.name())) {
                        throw new IllegalStateException("out of order");
                    }
                    parser.nextToken();
                    stream(field.schema(), parser, encoder);
                }
                parser.nextToken();
            }
            case ARRAY -> {
                encoder.writeArrayStart();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    encoder.setItemCount(1); // a block for each, since nobody knows how many there will be
                    encoder.startItem();
                    stream(schema.getElementType(), parser, encoder);
                }
                encoder.writeArrayEnd();
            }
            case MAP -> {
                encoder.writeMapStart();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    encoder.setItemCount(1);
                    encoder.startItem();
                    encoder.writeString(parser.currentName());
                    parser.nextToken();
                    stream(schema.getValueType(), parser, encoder);
                }
                encoder.writeMapEnd();
            }
            case UNION -> {
                boolean none = parser.currentToken() == JsonToken.VALUE_NULL;
                encoder.writeIndex(none ? 0 : 1);
                stream(schema.getTypes().get(none ? 0 : 1), parser, encoder);
            }
            case NULL -> encoder.writeNull();
            case ENUM -> encoder.writeEnum(schema.getEnumOrdinal(parser.getText()));
            case STRING -> encoder.writeString(parser.getText());
            case LONG -> encoder.writeLong(parser.getLongValue());
            case INT -> encoder.writeInt(parser.getIntValue());
            case DOUBLE -> encoder.writeDouble(parser.getDoubleValue());
            case BOOLEAN -> encoder.writeBoolean(parser.currentToken() == JsonToken.VALUE_TRUE);
            default -> throw new IllegalStateException();
        }
    }
}
