package dev.sluice.broker.moquette;

/** One message that a device has, or is to have: under which packet ids the device and Moquette know it. Guarded by its window. */
final class SentMessage {

    final long number;
    final int deviceId;
    /** 0 while Moquette does not know of it. */
    int moquetteId;

    /** Whether the device may have it. */
    boolean onItsWay;

    boolean received;
    boolean answered;
    /** What was sent, as long as it may have to be sent again; null for what is not in memory. */
    QueuedMessage message;

    SentMessage(long number, int deviceId) {
        this.number = number;
        this.deviceId = deviceId;
    }
}
