package dev.sluice.mapping.engine;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.rule.WireFormat;
import dev.sluice.mapping.transcode.AvroBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/**
 * The record {@code dev.sluice.MqttMessage}: a message as it came, for whoever has no rule for it. Framed as a single object.
 *
 * <p>Written by hand because it is what Sluice does without any configuration; a test holds it against Avro's own writer.
 */
public final class EnvelopeRecord {

    private static final Schema SCHEMA = load();
    private static final byte[] FRAMING = WireFormat.singleObject(SCHEMA);
    private static final int NULL = 0;
    private static final int TEXT = 1;

    private EnvelopeRecord() {}

    public static Schema schema() {
        return SCHEMA;
    }

    /** Appends framing and record. */
    static void write(DeviceMessage message, AvroBuffer out) {
        out.writeFixed(FRAMING);
        out.writeString(message.topic());
        out.writeString(message.clientId());
        out.writeInt(message.qos());
        out.writeBoolean(message.retained());
        var properties = message.properties();
        if (properties.contentType() == null) {
            out.writeInt(NULL);
        } else {
            out.writeInt(TEXT);
            out.writeString(properties.contentType());
        }
        var added = properties.userProperties();
        if (!added.isEmpty()) {
            out.writeInt(added.size());
            for (var property : added) {
                out.writeString(property.name());
                out.writeString(property.value());
            }
        }
        out.writeInt(0); // ends the array
        out.writeLong(message.receivedAtMillis());
        out.writeBytes(message.payload());
    }

    private static Schema load() {
        try (var avsc = EnvelopeRecord.class.getResourceAsStream("/dev/sluice/MqttMessage.avsc")) {
            return new Schema.Parser().parse(avsc);
        } catch (IOException broken) {
            throw new UncheckedIOException("the envelope's schema is missing from the jar", broken);
        }
    }
}
