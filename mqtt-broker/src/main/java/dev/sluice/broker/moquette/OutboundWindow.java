package dev.sluice.broker.moquette;

import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The packet ids of what one session's device has been sent and has not acknowledged (MQTT 5.0 §4.3, sender). Moquette's
 * ids begin at 1 with every connection and mean nothing after a restart; a device that has answered PUBREC takes a
 * wrong id for a message that it has already, and drops it. So ids towards the device are ours, and outlive both.
 *
 * <p>Any thread.
 */
final class OutboundWindow {

    private static final int PACKET_IDS = 65_535;

    private final MessageShelf shelf;
    /** Most sessions receive nothing: made on first use. */
    private Map<Integer, SentMessage> byDevice = Map.of();

    private Map<Integer, SentMessage> byMoquette = Map.of();
    private int lastDeviceId;
    private int lastMoquetteId;

    OutboundWindow(MessageShelf shelf) {
        this.shelf = shelf;
    }

    /** How a message goes out. */
    record Sending(int packetId, boolean again) {}

    /** Moquette sends a message under an id of its own. */
    synchronized Sending send(QueuedMessage message, int moquetteId) {
        var sent = message.sent();
        boolean again = sent != null;
        if (!again) {
            sent = new SentMessage(message.number(), freeId());
            message.sent(sent);
            known(sent);
            if (message.getPublishingQos() == MqttQoS.EXACTLY_ONCE) {
                shelf.sent(message, sent.deviceId);
            }
        }
        bind(sent, moquetteId);
        return new Sending(sent.deviceId, again);
    }

    private void known(SentMessage sent) {
        if (byDevice.isEmpty()) {
            byDevice = new HashMap<>(4);
        }
        byDevice.put(sent.deviceId, sent);
    }

    private void bind(SentMessage sent, int moquetteId) {
        if (sent.moquetteId == moquetteId) {
            return;
        }
        if (byMoquette.isEmpty()) {
            byMoquette = new HashMap<>(4);
        }
        byMoquette.remove(sent.moquetteId, sent);
        sent.moquetteId = moquetteId;
        byMoquette.put(moquetteId, sent);
        lastMoquetteId = moquetteId;
    }

    private int freeId() {
        do {
            lastDeviceId = lastDeviceId == PACKET_IDS ? 1 : lastDeviceId + 1;
        } while (byDevice.containsKey(lastDeviceId));
        return lastDeviceId;
    }

    /** Where Moquette's ids of the next connection begin, so that they meet none that is still in its own window. */
    synchronized int lastMoquetteId() {
        return lastMoquetteId;
    }

    /** The device's id for a PUBREL of Moquette's; 0 if there is none. */
    synchronized int deviceId(int moquetteId) {
        var sent = byMoquette.get(moquetteId);
        return sent == null ? 0 : sent.deviceId;
    }

    /**
     * PUBREC came.
     *
     * @return Moquette's id; 0 where Moquette has no part in it and PUBREL is ours to send
     */
    synchronized int received(int deviceId) {
        var sent = byDevice.get(deviceId);
        if (sent == null || sent.received) {
            return 0;
        }
        sent.received = true;
        shelf.received(sent.number, deviceId);
        return sent.moquetteId;
    }

    /**
     * PUBACK or PUBCOMP came: nothing is left of the message.
     *
     * @return Moquette's id; 0 where Moquette has no part in it
     */
    synchronized int acknowledged(int deviceId) {
        var sent = byDevice.get(deviceId);
        if (sent == null) {
            return 0;
        }
        byDevice.remove(deviceId);
        if (sent.moquetteId != 0) {
            byMoquette.remove(sent.moquetteId, sent);
        }
        shelf.remove(sent.number);
        return sent.moquetteId;
    }

    /** Ids of before the restart whose PUBREL nobody else would send. */
    synchronized List<Integer> releasable() {
        return byDevice.values().stream()
                .filter(sent -> sent.received && sent.moquetteId == 0)
                .map(sent -> sent.deviceId)
                .toList();
    }

    /** A message of before the restart. */
    synchronized SentMessage restored(long number, int deviceId, boolean received) {
        var sent = new SentMessage(number, deviceId);
        sent.received = received;
        known(sent);
        return sent;
    }
}
