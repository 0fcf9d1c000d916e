package dev.sluice.broker.moquette;

import io.netty.handler.codec.mqtt.MqttPublishMessage;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A message of one subscriber as it is stored: state (1 byte), packet id towards the device (2 bytes, 0 for none), time of expiry (8
 * bytes, epoch milliseconds), then a PUBLISH packet, which is missing once the device has it (QoS 2).
 *
 * @param expiry {@link Instant#MAX} for never
 * @param packet null for {@link State#RECEIVED}
 */
record StoredMessage(State state, int packetId, Instant expiry, MqttPublishMessage packet) {

    private static final int HEADER = 1 + 2 + 8;

    /** How far a message has come; the ordinal is part of the stored format. */
    enum State {
        /** Not sent, or sent with QoS 1, which leaves nothing behind at the device. */
        WAITING,
        /** Sent with QoS 2 under its packet id. */
        SENT,
        /** The device has sent PUBREC: what is missing is the end of the handshake. */
        RECEIVED
    }

    static byte[] bytes(State state, int packetId, Instant expiry, byte[] packet) {
        return ByteBuffer.allocate(HEADER + packet.length)
                .put((byte) state.ordinal())
                .putShort((short) packetId)
                .putLong(expiry.equals(Instant.MAX) ? Long.MAX_VALUE : expiry.toEpochMilli())
                .put(packet)
                .array();
    }

    static StoredMessage read(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        var state = State.values()[in.get()];
        int packetId = Short.toUnsignedInt(in.getShort());
        long expiry = in.getLong();
        var packet = new byte[in.remaining()];
        in.get(packet);
        return new StoredMessage(
                state,
                packetId,
                expiry == Long.MAX_VALUE ? Instant.MAX : Instant.ofEpochMilli(expiry),
                packet.length == 0 ? null : PublishBytes.read(packet));
    }
}
