package dev.sluice.mapping.rule;

import dev.sluice.mapping.payload.AvroFraming;
import dev.sluice.mapping.payload.Compression;
import dev.sluice.mapping.payload.DescriptorsUnusable;
import dev.sluice.mapping.payload.PayloadDecoder;
import dev.sluice.mapping.payload.PayloadDecoders;
import dev.sluice.mapping.payload.ProtobufDescriptors;
import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.settings.DataSize;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Reads {@code payload} of a rule: the name of a format, or a map where more is to be said.
 *
 * <pre>
 *   payload: cbor
 *   payload: { format: json, compression: gzip, largest: 4MB }
 *   payload: { format: avro, schema: Raw, framing: single-object }
 *   payload: { format: protobuf, descriptor: telemetry.desc, message: acme.Telemetry }
 * </pre>
 */
final class PayloadReader {

    private static final String KEY = "payload";
    private static final int LARGEST_DESCRIPTOR = 16 << 20;

    private enum Packed {
        AUTO,
        NONE,
        GZIP,
        ZSTD,
        DEFLATE
    }

    private final Node rule;
    private final SchemaSource schemas;
    private final Problems problems;

    PayloadReader(Node rule, SchemaSource schemas, Problems problems) {
        this.rule = rule;
        this.schemas = schemas;
        this.problems = problems;
    }

    /** Empty after complaining. */
    Optional<PayloadForm> read() {
        int before = problems.count();
        var node = rule.isMap(KEY) ? rule.map(KEY, problems) : null;
        var format = node == null ? format(rule, KEY) : format(node, "format");
        var packing = node == null || format == PayloadFormat.BYTES ? usually(format) : packing(node);
        var decoder = decoder(format, node);
        return problems.count() > before ? Optional.empty() : Optional.of(new PayloadForm(format, packing, decoder));
    }

    private PayloadFormat format(Node node, String key) {
        return node.choice(key, PayloadFormat.JSON, problems);
    }

    /** Bytes that nobody looks into are stored as they came. */
    private static Packing usually(PayloadFormat format) {
        return format == PayloadFormat.BYTES ? Packing.NONE : Packing.AS_DECLARED;
    }

    private Packing packing(Node node) {
        int largest = (int) node.sizeBetween(
                        "largest",
                        DataSize.ofBytes(1 << 10),
                        DataSize.ofMegabytes(64),
                        DataSize.ofBytes(Packing.USUALLY_LARGEST),
                        problems)
                .bytes();
        var packed = node.choice("compression", Packed.AUTO, problems);
        return switch (packed) {
            case AUTO -> new Packing(null, true, largest);
            case NONE -> new Packing(null, false, largest);
            case GZIP -> new Packing(Compression.GZIP, false, largest);
            case ZSTD -> new Packing(Compression.ZSTD, false, largest);
            case DEFLATE -> new Packing(Compression.DEFLATE, false, largest);
        };
    }

    private Optional<PayloadDecoder> decoder(PayloadFormat format, Node node) {
        return switch (format) {
            case JSON, BYTES, SPARKPLUG_B -> Optional.empty();
            case CBOR -> Optional.of(PayloadDecoders.cbor());
            case TEXT -> Optional.of(PayloadDecoders.text());
            case NUMBER -> Optional.of(PayloadDecoders.number());
            case AVRO -> avro(node);
            case PROTOBUF -> protobuf(node);
        };
    }

    private Optional<PayloadDecoder> avro(Node node) {
        var framing = node == null ? WireFormat.PLAIN : node.choice("framing", WireFormat.PLAIN, problems);
        var schema = node != null && node.has("schema") ? new SchemaReader(schemas, problems).read(node) : ofValue();
        return schema.map(writer -> PayloadDecoders.avro(
                writer,
                switch (framing) {
                    case PLAIN -> AvroFraming.plain();
                    case SINGLE_OBJECT -> AvroFraming.singleObject();
                    case CONFLUENT -> AvroFraming.confluent();
                }));
    }

    /** Devices that are not said to write another schema write that of the record; what is wrong with it is the value's problem. */
    private Optional<Schema> ofValue() {
        if (!rule.has("value")) {
            rule.complain(
                    KEY,
                    "needs the schema that the devices write with, as in payload: { format: avro, schema: Telemetry }",
                    "MISSING-KEY",
                    problems);
            return Optional.empty();
        }
        var elsewhere = new Problems("");
        var schema = new SchemaReader(schemas, elsewhere).read(rule.map("value", elsewhere));
        elsewhere.all().forEach(problems::add);
        return schema;
    }

    private Optional<PayloadDecoder> protobuf(Node node) {
        if (node == null) {
            rule.complain(
                    KEY,
                    "needs to know the message, as in payload: { format: protobuf, descriptor: telemetry.desc, message: acme.Telemetry }",
                    "MISSING-KEY",
                    problems);
            return Optional.empty();
        }
        var message = node.requiredText("message", problems);
        var set = node.requiredFile("descriptor", LARGEST_DESCRIPTOR, problems);
        if (message.isEmpty() || set.isEmpty()) {
            return Optional.empty();
        }
        ProtobufDescriptors descriptors;
        try {
            descriptors = ProtobufDescriptors.load(set.get());
        } catch (DescriptorsUnusable unusable) {
            node.complain(
                    "descriptor", node.shown("descriptor") + ": " + unusable.getMessage(), "DESCRIPTOR", problems);
            return Optional.empty();
        }
        try {
            return Optional.of(descriptors.message(message));
        } catch (DescriptorsUnusable missing) {
            node.complain("message", missing.getMessage(), "DESCRIPTOR", problems);
            return Optional.empty();
        }
    }
}
