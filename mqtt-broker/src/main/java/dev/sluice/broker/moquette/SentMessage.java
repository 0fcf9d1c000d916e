package dev.sluice.broker.moquette;

/** One message that a device may have: under which packet ids the device and Moquette know it. Guarded by its window. */
final class SentMessage {

    final long number;
    final int deviceId;
    /** 0 while Moquette does not know of it. */
    int moquetteId;

    boolean received;

    SentMessage(long number, int deviceId) {
        this.number = number;
        this.deviceId = deviceId;
    }
}
