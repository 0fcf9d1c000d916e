package dev.sluice.mapping.sparkplug;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The message that asks an edge node to be born again (Sparkplug 3.0.0 §5.10, "Rebirth Request"). Published at QoS 0, not retained. */
public final class RebirthCommand {

    private static final String METRIC = "Node Control/Rebirth";

    private RebirthCommand() {}

    public static String topic(String group, String edge) {
        return "spBv1.0/" + group + "/NCMD/" + edge;
    }

    /** A payload with the one metric {@code Node Control/Rebirth}, true; commands have no sequence number. */
    public static byte[] payload(long nowMillis) {
        var metric = written(out -> {
            out.writeString(1, METRIC);
            out.writeUInt64(3, nowMillis);
            out.writeUInt32(4, Datatype.BOOLEAN.number());
            out.writeBool(14, true);
        });
        return written(out -> {
            out.writeUInt64(1, nowMillis);
            out.writeByteArray(2, metric);
        });
    }

    private interface Message {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] written(Message message) {
        var bytes = new ByteArrayOutputStream(64);
        try {
            var out = CodedOutputStream.newInstance(bytes);
            message.write(out);
            out.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
