package dev.sluice.simulator.lean;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.simulator.fleet.Device;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.MqttVersion;
import dev.sluice.simulator.fleet.SessionKind;
import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.Notice;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The bytes of one device's packets, written behind each other into an {@link Outbox}. What a message does not change is made once. */
final class Frames {

    static final byte[] PINGREQ = {(byte) 0xC0, 0};
    static final byte[] DISCONNECT = {(byte) 0xE0, 0};

    /** No message and no greeting has it. */
    private static final int SUBSCRIBE_ID = 65_535;

    private static final int LARGEST_HEADER = 5;
    private static final int MOST_TOPICS = 4096;
    private static final byte SESSION_EXPIRY_INTERVAL = 0x11;

    private final LinkSettings settings;
    private final Device device;
    private final DeviceMessages messages;
    private final boolean v5;

    /** Topics in bytes; most devices have one. */
    private Map<String, byte[]> topics;

    private String lastTopic;
    private byte[] lastTopicBytes;

    Frames(Device device) {
        this.settings = device.plan().link();
        this.device = device;
        this.messages = device.messages();
        this.v5 = settings.version() == MqttVersion.V5;
    }

    /** @param clean clean start (MQTT 5) or clean session (3.1.1) */
    byte[] connect(boolean clean, Optional<Notice> will) {
        boolean expires = v5 && settings.session() == SessionKind.PERSISTENT;
        Optional<String> user = device.plan().credentials().user();
        Optional<String> password = device.plan().credentials().password();
        int flags = (clean ? 2 : 0) | (user.isPresent() ? 0x80 : 0) | (password.isPresent() ? 0x40 : 0);
        if (will.isPresent()) {
            flags |= 4 | will.get().qos() << 3 | (will.get().retain() ? 0x20 : 0);
        }
        Bytes rest = new Bytes();
        rest.text("MQTT").one(settings.version().level()).one(flags).two(settings.keepAliveSeconds());
        if (v5) {
            rest.one(expires ? 5 : 0);
            if (expires) {
                rest.one(SESSION_EXPIRY_INTERVAL).two(0).two(SessionKind.EXPIRY_SECONDS);
            }
        }
        rest.text(device.name());
        will.ifPresent(notice -> {
            if (v5) {
                rest.one(0);
            }
            rest.text(notice.topic()).counted(notice.payload());
        });
        user.ifPresent(rest::text);
        password.ifPresent(rest::text);
        return rest.behind(0x10);
    }

    /** The SUBSCRIBE to one filter, at QoS 0. */
    byte[] subscribe(String filter) {
        Bytes rest = new Bytes().two(SUBSCRIBE_ID);
        if (v5) {
            rest.one(0);
        }
        return rest.text(filter).one(0).behind(0x82);
    }

    /**
     * Writes the PUBLISH of message {@code seq}.
     *
     * @param packetId ignored at QoS 0
     * @param epochMillis when it was first sent
     */
    void publish(Outbox outbox, boolean again, int packetId, int qos, int seq, long epochMillis) {
        byte[] topic = topic(messages.topic(seq));
        int payload = messages.length(seq, epochMillis);
        byte[] target = outbox.reserve(LARGEST_HEADER + topic.length + 3 + payload);
        int to = head(target, outbox.position(), again, packetId, qos, messages.retain(seq), topic, payload);
        outbox.writtenUpTo(messages.write(target, to, seq, epochMillis));
    }

    /** Writes the PUBLISH of a greeting. */
    void publish(Outbox outbox, boolean again, int packetId, Notice notice) {
        byte[] topic = topic(notice.topic());
        byte[] payload = notice.payload();
        byte[] target = outbox.reserve(LARGEST_HEADER + topic.length + 3 + payload.length);
        int to = head(target, outbox.position(), again, packetId, notice.qos(), notice.retain(), topic, payload.length);
        System.arraycopy(payload, 0, target, to, payload.length);
        outbox.writtenUpTo(to + payload.length);
    }

    static void pubRel(Outbox outbox, int packetId) {
        byte[] target = outbox.reserve(4);
        int at = outbox.position();
        target[at] = 0x62;
        target[at + 1] = 2;
        target[at + 2] = (byte) (packetId >>> 8);
        target[at + 3] = (byte) packetId;
        outbox.writtenUpTo(at + 4);
    }

    private int head(
            byte[] target, int at, boolean again, int packetId, int qos, boolean retain, byte[] topic, int payload) {
        int to = at;
        target[to++] = (byte) (0x30 | (again && qos > 0 ? 8 : 0) | qos << 1 | (retain ? 1 : 0));
        int rest = topic.length + (qos > 0 ? 2 : 0) + (v5 ? 1 : 0) + payload;
        while (rest > 0x7F) {
            target[to++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        target[to++] = (byte) rest;
        System.arraycopy(topic, 0, target, to, topic.length);
        to += topic.length;
        if (qos > 0) {
            target[to++] = (byte) (packetId >>> 8);
            target[to++] = (byte) packetId;
        }
        if (v5) {
            target[to++] = 0;
        }
        return to;
    }

    private byte[] topic(String topic) {
        if (topic != lastTopic) {
            if (topics == null || topics.size() >= MOST_TOPICS) {
                topics = new HashMap<>(4);
            }
            lastTopicBytes = topics.computeIfAbsent(topic, Frames::counted);
            lastTopic = topic;
        }
        return lastTopicBytes;
    }

    private static byte[] counted(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        byte[] counted = new byte[2 + bytes.length];
        counted[0] = (byte) (bytes.length >>> 8);
        counted[1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, counted, 2, bytes.length);
        return counted;
    }
}
