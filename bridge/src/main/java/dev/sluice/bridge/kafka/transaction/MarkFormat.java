package dev.sluice.bridge.kafka.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.bridge.pipeline.Transactions.Receipt;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Records of the markers topic. All of it is text, so that a person can read it with any console consumer; a value begins with the version of its
 * format.
 *
 * <pre>
 *   key                          value
 *   bridge-1/17/5e21…/sensor-9   1 Zx3…              packet id 17 of client sensor-9 in session 5e21… is stored; the event id of its message
 *   bridge-1/17/5e21…/sensor-9   (none)              it was released
 *   bridge-1                     1 5f0c… 4711        which process wrote last under this transactional id, and its newest transaction
 * </pre>
 */
final class MarkFormat {

    private static final String VERSION = "1 ";
    private static final Pattern PACKET_ID = Pattern.compile("[0-9]{1,5}");
    private static final Pattern SESSION = Pattern.compile("[0-9a-f]{1,16}");

    private final String id;
    private final String topic;

    MarkFormat(String id, String topic) {
        this.id = id;
        this.topic = topic;
    }

    /** The newest transaction of whoever owns the transactional id. */
    record Newest(String process, long transaction) {}

    ProducerRecord<byte[], byte[]> mark(Receipt receipt, String eventId) {
        return record(key(receipt), VERSION + eventId);
    }

    ProducerRecord<byte[], byte[]> removal(Receipt receipt) {
        return record(key(receipt), null);
    }

    ProducerRecord<byte[], byte[]> newest(Newest newest) {
        return record(id, VERSION + newest.process() + " " + newest.transaction());
    }

    private String key(Receipt receipt) {
        return id + "/" + receipt.packetId() + "/" + Long.toHexString(receipt.session()) + "/" + receipt.clientId();
    }

    private ProducerRecord<byte[], byte[]> record(String key, String value) {
        return new ProducerRecord<>(topic, key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8));
    }

    boolean isNewest(byte[] key) {
        return new String(key, UTF_8).equals(id);
    }

    Newest newest(byte[] value) {
        var words = text(value).split(" ", 2);
        return new Newest(words[0], Long.parseLong(words[1]));
    }

    /** Whose mark it is; empty if it is another replica's, or no mark. */
    Optional<Receipt> receipt(byte[] key) {
        var words = new String(key, UTF_8).split("/", 4);
        if (words.length < 4
                || !words[0].equals(id)
                || !PACKET_ID.matcher(words[1]).matches()
                || !SESSION.matcher(words[2]).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Receipt(words[3], Long.parseUnsignedLong(words[2], 16), Integer.parseInt(words[1])));
    }

    /**
     * The event id of a marked message.
     *
     * @throws KafkaException if it was written in a format that is not known here
     */
    String eventId(byte[] value) {
        return text(value);
    }

    private String text(byte[] value) {
        var text = new String(value, UTF_8);
        if (!text.startsWith(VERSION)) {
            throw new KafkaException(topic + " holds marks of another version of Sluice (\""
                    + text.substring(0, Math.min(text.length(), 8))
                    + "…\"): go back to that version, or let its devices"
                    + " finish and empty the topic");
        }
        return text.substring(VERSION.length());
    }
}
