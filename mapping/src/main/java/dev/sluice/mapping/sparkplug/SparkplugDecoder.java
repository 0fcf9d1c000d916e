package dev.sluice.mapping.sparkplug;

import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.payload.PayloadDecoder.Fault;
import java.util.zip.CRC32C;

/**
 * Writes messages of Sparkplug B as JSON documents, with the names that births gave.
 *
 * <pre>
 * {"type": "NDATA", "group": "g", "edge": "e", "device": "d", "timestamp": 1763800000000, "seq": 3,
 *  "metrics": [{"name": "Motor/Speed", "alias": 7, "timestamp": 1763800000000, "datatype": "Float", "value": 12.5}],
 *  "values": {"Motor/Speed": 12.5}}
 * </pre>
 *
 * Shared by all threads. Decoding the same message twice, at once or because its device sent it again, changes nothing. Throws for
 * nothing that a device can send.
 */
public final class SparkplugDecoder {

    private final SparkplugBirths births;
    private final boolean takesPart;

    /** For the rules in use: what is decoded becomes part of {@code births}. */
    public SparkplugDecoder(SparkplugBirths births) {
        this(births, true);
    }

    private SparkplugDecoder(SparkplugBirths births, boolean takesPart) {
        this.births = births;
        this.takesPart = takesPart;
    }

    /** For rules on trial: reads {@code births}, changes nothing in it and asks nobody for anything. */
    public static SparkplugDecoder onlooker(SparkplugBirths births) {
        return new SparkplugDecoder(births, false);
    }

    /**
     * Appends the document to {@code out}.
     *
     * @param topic the MQTT topic of the message
     * @param duplicate its DUP flag
     * @return null when the document is written, else what is wrong; {@code out} is of no use then
     */
    public Fault decode(String topic, boolean duplicate, byte[] payload, int offset, int length, JsonBuffer out) {
        try {
            var parsed = SparkplugTopic.of(topic, births.limits().nameLength());
            var span = new Span(payload, offset, length);
            if (parsed.type() == MessageType.STATE) {
                HostState.write(out, parsed.edge(), span);
            } else {
                var header = PayloadHeader.of(span);
                decode(new Arrival(parsed, header.seq(), duplicate, fingerprint(topic, span)), header, span, out);
            }
            return out.overflowed() ? Unreadable.tooLarge().fault() : null;
        } catch (Unreadable unreadable) {
            return unreadable.fault();
        }
    }

    private void decode(Arrival message, PayloadHeader header, Span payload, JsonBuffer out) throws Unreadable {
        var topic = message.topic();
        boolean isBirth = topic.type().act() == MessageType.Act.BIRTH;
        var birth = isBirth ? new Certificate(births.limits()) : null;
        var known = isBirth ? Certificate.NONE : births.certificate(topic);
        Unreadable unreadable = null;
        Long bdSeq = null;
        try {
            bdSeq = write(new Decoding(out, known, birth, new Depth()), topic, header, payload);
        } catch (Unreadable failure) {
            unreadable = failure;
        }
        if (takesPart) {
            remember(message, birth, bdSeq, unreadable);
        }
        if (unreadable != null) {
            throw unreadable;
        }
    }

    private void remember(Arrival message, Certificate birth, Long bdSeq, Unreadable unreadable) throws Unreadable {
        switch (message.topic().type()) {
            case NBIRTH -> {
                if (unreadable == null) {
                    births.nodeBorn(message, birth, bdSeq);
                }
            }
            case DBIRTH -> {
                if (unreadable == null && !births.deviceBorn(message, birth)) {
                    throw new Unreadable("the births of the edge node and its devices name more than "
                            + births.limits().metricsPerNode() + " metrics");
                }
            }
            case NDEATH -> births.nodeDied(message, bdSeq);
            case DDEATH -> births.deviceDied(message);
            case NDATA, DDATA ->
                births.reported(
                        message, unreadable != null && unreadable.reason() == RejectReason.SPARKPLUG_BIRTH_MISSING);
            default -> {} // commands are nothing that an edge node says
        }
    }

    /** @return the bdSeq of births and deaths; null if there is none */
    private static Long write(Decoding decoding, SparkplugTopic topic, PayloadHeader header, Span payload)
            throws Unreadable {
        var out = decoding.out();
        out.beginObject().name("type").string(topic.type().name());
        out.name("group").string(topic.group()).name("edge").string(topic.edge());
        MetadataValue.text(out, "device", topic.device());
        MetadataValue.number(out, "timestamp", header.timestamp());
        MetadataValue.number(out, "seq", header.seq());
        MetadataValue.text(out, "uuid", header.uuid());
        if (header.body() != null) {
            var body = header.body();
            out.name("body").base64(body.bytes(), body.offset(), body.length());
        }
        var metrics = new MetricsWriter(decoding);
        metrics.write(payload, "", header.timestamp());
        MetadataValue.number(out, Decoding.BDSEQ, metrics.bdSeq());
        out.endObject();
        return metrics.bdSeq();
    }

    private static long fingerprint(String topic, Span payload) {
        var crc = new CRC32C();
        crc.update(payload.bytes(), payload.offset(), payload.length());
        return crc.getValue() << 32 | Integer.toUnsignedLong(31 * topic.hashCode() + payload.length());
    }
}
