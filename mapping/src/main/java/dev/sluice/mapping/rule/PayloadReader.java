package dev.sluice.mapping.rule;

import dev.sluice.mapping.payload.Compression;
import dev.sluice.mapping.payload.PayloadDecoder;
import dev.sluice.mapping.payload.PayloadDecoders;
import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.settings.DataSize;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code payload} of a rule: the name of a format, or a map where more is to be said.
 *
 * <pre>
 *   payload: cbor
 *   payload: { format: json, compression: gzip, largest: 4MB }
 * </pre>
 */
final class PayloadReader {

    private static final String KEY = "payload";

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
        return Later.choice(node, key, PayloadFormat.JSON, Set.of("avro", "protobuf", "sparkplug-b"), problems);
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
            case JSON, BYTES, SPARKPLUG_B, AVRO, PROTOBUF -> Optional.empty();
            case CBOR -> Optional.of(PayloadDecoders.cbor());
            case TEXT -> Optional.of(PayloadDecoders.text());
            case NUMBER -> Optional.of(PayloadDecoders.number());
        };
    }
}
