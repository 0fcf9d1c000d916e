package dev.sluice.bridge.pipeline;

import java.util.ArrayDeque;

/**
 * The messages of one client id, in their order. Once one of them cannot be taken, all later ones wait behind it, whichever
 * connection they come on.
 *
 * <p>Guarded by its own monitor: messages are added on the connection's event loop, those held back go on from the thread that
 * has news of room.
 */
final class DeviceLane {

    private final String clientId;
    private final DeviceShare share;
    private final ArrayDeque<Ingested> heldBack = new ArrayDeque<>(0);

    /** Connections that use this lane: a will and a takeover overlap with the next one. Guarded by the map of lanes. */
    int users;

    DeviceLane(String clientId, DeviceShare share) {
        this.clientId = clientId;
        this.share = share;
    }

    String clientId() {
        return clientId;
    }

    DeviceShare share() {
        return share;
    }

    /** Offers the message, or holds it back behind those that wait; true if it is held back. */
    synchronized boolean add(Ingested message, Outlets outlets, DeadLetters deadLetters) {
        if (heldBack.isEmpty() && message.offerTo(outlets, deadLetters)) {
            return false;
        }
        heldBack.add(message);
        return true;
    }

    /** Offers what is held back, oldest first; returns how many went. */
    synchronized int retry(Outlets outlets, DeadLetters deadLetters) {
        int went = 0;
        while (!heldBack.isEmpty() && heldBack.peek().offerTo(outlets, deadLetters)) {
            heldBack.poll();
            went++;
        }
        return went;
    }

    synchronized boolean isHoldingBack() {
        return !heldBack.isEmpty();
    }

    /** Nothing of the device is on its way any more. */
    boolean isDone() {
        return share.bytes() == 0 && !isHoldingBack();
    }
}
