package dev.sluice.simulator.lean;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.simulator.fleet.Device;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.MqttVersion;
import dev.sluice.simulator.fleet.SessionKind;
import dev.sluice.simulator.telemetry.MessageWriter;
import java.nio.ByteBuffer;

/** The bytes of one device's packets. Everything that does not change is made once. */
final class Frames {

    static final byte[] PINGREQ = {(byte) 0xC0, 0};
    static final byte[] DISCONNECT = {(byte) 0xE0, 0};

    private static final int LARGEST_HEADER = 5;
    private static final byte SESSION_EXPIRY_INTERVAL = 0x11;

    private final LinkSettings settings;
    private final byte[] clientId;
    private final byte[] topic;
    private final MessageWriter messages;
    private final boolean v5;

    Frames(Device device, LinkSettings settings) {
        this.settings = settings;
        this.clientId = string(device.name());
        this.topic = string(device.topic());
        this.messages = device.messages();
        this.v5 = settings.version() == MqttVersion.V5;
    }

    /** @param clean clean start (MQTT 5) or clean session (3.1.1) */
    byte[] connect(boolean clean) {
        boolean expires = v5 && settings.session() == SessionKind.PERSISTENT;
        int properties = v5 ? (expires ? 6 : 1) : 0;
        int length = 10 + properties + clientId.length;
        ByteBuffer frame = ByteBuffer.allocate(length + LARGEST_HEADER);
        frame.put((byte) 0x10);
        putVariableInt(frame, length);
        frame.put(string("MQTT")).put((byte) settings.version().level());
        frame.put((byte) (clean ? 2 : 0)).putShort((short) settings.keepAliveSeconds());
        if (v5) {
            frame.put((byte) (properties - 1));
            if (expires) {
                frame.put(SESSION_EXPIRY_INTERVAL).putInt(SessionKind.EXPIRY_SECONDS);
            }
        }
        frame.put(clientId).flip();
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** An upper bound for the bytes of the PUBLISH that carries {@code seq}. */
    int largestPublish(int seq) {
        return LARGEST_HEADER + topic.length + 3 + messages.length(seq);
    }

    /**
     * Writes a PUBLISH.
     *
     * @param packetId ignored at QoS 0
     * @return the position behind it
     */
    int publish(byte[] target, int at, boolean again, int packetId, int seq, long epochMillis) {
        int qos = settings.qos();
        int length = topic.length + (qos > 0 ? 2 : 0) + (v5 ? 1 : 0) + messages.length(seq);
        int to = at;
        target[to++] = (byte) (0x30 | (again ? 8 : 0) | qos << 1);
        int rest = length;
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
        return messages.write(target, to, seq, epochMillis);
    }

    static int pubRel(byte[] target, int at, int packetId) {
        target[at] = 0x62;
        target[at + 1] = 2;
        target[at + 2] = (byte) (packetId >>> 8);
        target[at + 3] = (byte) packetId;
        return at + 4;
    }

    private static byte[] string(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocate(2 + bytes.length)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    private static void putVariableInt(ByteBuffer target, int value) {
        int rest = value;
        while (rest > 0x7F) {
            target.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        target.put((byte) rest);
    }
}
