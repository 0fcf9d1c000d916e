package dev.sluice.broker.moquette;

import io.netty.handler.codec.mqtt.MqttQoS;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    private int lastDeviceId;
    private int lastMoquetteId;

    OutboundWindow(MessageShelf shelf) {
        this.shelf = shelf;
    }

    /** How a message goes out. */
    record Sending(int packetId, boolean again) {}

    /** Moquette wants a message sent, under an id of its own: from now on it is one that the device has not answered. */
    synchronized void handedOver(QueuedMessage message, int moquetteId) {
        var sent = message.sent();
        if (sent == null) {
            sent = new SentMessage(message.number(), freeId());
            message.sent(sent);
            known(sent);
        }
        sent.message = message;
        if (sent.moquetteId != moquetteId) {
            sent.moquetteId = moquetteId;
            lastMoquetteId = moquetteId;
        }
    }

    /** A message that was {@link #handedOver} goes out. */
    synchronized Sending send(QueuedMessage message) {
        var sent = message.sent();
        boolean again = sent.onItsWay;
        sent.onItsWay = true;
        if (!again && message.getPublishingQos() == MqttQoS.EXACTLY_ONCE) {
            shelf.sent(message, sent.deviceId);
        }
        return new Sending(sent.deviceId, again);
    }

    private void known(SentMessage sent) {
        if (byDevice.isEmpty()) {
            byDevice = new HashMap<>(4);
        }
        byDevice.put(sent.deviceId, sent);
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

    /**
     * PUBREC came.
     *
     * @return Moquette's id; 0 where Moquette has no part in it, or has heard of it
     */
    synchronized int received(int deviceId) {
        var sent = byDevice.get(deviceId);
        if (sent == null || sent.received) {
            return 0;
        }
        sent.received = true;
        sent.message = null;
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
        sent.answered = true;
        sent.message = null;
        shelf.remove(sent.number);
        return sent.moquetteId;
    }

    /** A message that the device cannot take: nothing is left of it, either. */
    synchronized void skip(QueuedMessage message) {
        acknowledged(message.sent().deviceId);
    }

    /** Whether the device has answered it, at least with PUBREC. */
    synchronized boolean isAnswered(QueuedMessage message) {
        return message.sent().answered || message.sent().received;
    }

    /** What the device has not answered of what Moquette has handed over, oldest first. */
    synchronized List<QueuedMessage> unanswered() {
        return inOrder()
                .filter(sent -> sent.message != null)
                .map(sent -> sent.message)
                .toList();
    }

    /** Ids of which PUBREC has come and PUBCOMP has not, oldest first. */
    synchronized List<Integer> releasable() {
        return inOrder()
                .filter(sent -> sent.received)
                .map(sent -> sent.deviceId)
                .toList();
    }

    private Stream<SentMessage> inOrder() {
        return byDevice.values().stream().sorted(Comparator.comparingLong(sent -> sent.number));
    }

    /** A message of before the restart. */
    synchronized SentMessage restored(long number, int deviceId, boolean received) {
        var sent = new SentMessage(number, deviceId);
        sent.onItsWay = true;
        sent.received = received;
        known(sent);
        return sent;
    }
}
