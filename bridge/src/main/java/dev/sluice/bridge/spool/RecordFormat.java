package dev.sluice.bridge.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.mapping.engine.OutgoingHeader;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.rule.SpoolWhenFull;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A record as the journal holds it, big-endian, before it is sealed:
 *
 * <pre>
 *   version 1 (1 byte) | accepted at, ms (8) | timestamp, ms (8) | rule | client id | topic | key | value | headers (4) | name, value ...
 * </pre>
 *
 * Texts (UTF-8) and byte arrays come after their length in four bytes; -1 is a value that is null. The sequence number is the library's
 * record id.
 */
final class RecordFormat {

    private static final byte VERSION = 1;
    private static final int FIXED = 1 + 2 * Long.BYTES + 6 * Integer.BYTES;
    /** Of the library's record and of the seal. */
    private static final int FRAMING = 48;

    private RecordFormat() {}

    /** What a record takes of the journal, in bytes; texts beyond ASCII take a little more. */
    static int sizeOf(OutgoingRecord record, String rule, String client) {
        int size = FRAMING
                + FIXED
                + rule.length()
                + client.length()
                + record.topic().length()
                + record.key().length
                + record.valueLength();
        for (var header : record.headers()) {
            size += 2 * Integer.BYTES + header.name().length() + header.value().length;
        }
        return size;
    }

    static byte[] encode(Spooled spooled) {
        var record = spooled.record;
        var rule = spooled.rule.getBytes(UTF_8);
        var client = spooled.client.getBytes(UTF_8);
        var topic = record.topic().getBytes(UTF_8);
        int size = FIXED + rule.length + client.length + topic.length + record.key().length + record.valueLength();
        var names = new byte[record.headers().size()][];
        for (int i = 0; i < names.length; i++) {
            names[i] = record.headers().get(i).name().getBytes(UTF_8);
            size += 2 * Integer.BYTES
                    + names[i].length
                    + record.headers().get(i).value().length;
        }
        var bytes = ByteBuffer.allocate(size)
                .put(VERSION)
                .putLong(spooled.acceptedMillis)
                .putLong(record.timestampMillis());
        put(bytes, rule);
        put(bytes, client);
        put(bytes, topic);
        put(bytes, record.key());
        put(bytes, record.value());
        bytes.putInt(names.length);
        for (int i = 0; i < names.length; i++) {
            put(bytes, names[i]);
            put(bytes, record.headers().get(i).value());
        }
        return bytes.array();
    }

    /** @throws IllegalArgumentException if these bytes are no record, or one of a later version */
    static Spooled decode(byte[] encoded) {
        var bytes = ByteBuffer.wrap(encoded);
        try {
            byte version = bytes.get();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "a record of version " + version + ", which this Sluice does not know");
            }
            long accepted = bytes.getLong();
            long timestamp = bytes.getLong();
            var rule = text(bytes);
            var client = text(bytes);
            var topic = text(bytes);
            var key = get(bytes);
            var value = get(bytes);
            int count = bytes.getInt();
            List<OutgoingHeader> headers = new ArrayList<>(Math.min(count, 64));
            for (int i = 0; i < count; i++) {
                headers.add(new OutgoingHeader(text(bytes), get(bytes)));
            }
            return new Spooled(
                    new OutgoingRecord(topic, key, value, timestamp, headers),
                    rule,
                    client,
                    SpoolWhenFull.WITHHOLD,
                    accepted,
                    null,
                    null);
        } catch (BufferUnderflowException | NegativeArraySizeException | NullPointerException damaged) {
            throw new IllegalArgumentException("not a record", damaged);
        }
    }

    private static void put(ByteBuffer to, byte[] bytes) {
        if (bytes == null) {
            to.putInt(-1);
        } else {
            to.putInt(bytes.length).put(bytes);
        }
    }

    private static byte[] get(ByteBuffer from) {
        int length = from.getInt();
        if (length == -1) {
            return null;
        }
        if (length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer from) {
        return new String(get(from), UTF_8);
    }
}
