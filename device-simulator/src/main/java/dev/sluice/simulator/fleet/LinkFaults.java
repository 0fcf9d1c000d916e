package dev.sluice.simulator.fleet;

/**
 * What goes wrong with a device's connection, on purpose, while the fleet publishes.
 *
 * @param dropsPerHour how often it is cut without a DISCONNECT, on average, at random moments
 * @param readBytesPerSecond how fast the device reads at most, once it is connected; 0 = as fast as it can
 * @param readTopic filter that a slow reader subscribes to at QoS 0 on each connection, so that the broker has something to keep; empty = nothing
 * @param twin whether a second device with the same client id takes the session over now and then: every minute on average
 */
public record LinkFaults(double dropsPerHour, long readBytesPerSecond, String readTopic, boolean twin) {

    public static final LinkFaults NONE = new LinkFaults(0, 0, false);

    /** One that subscribes to nothing, and so has only its acknowledgements to read slowly. */
    public LinkFaults(double dropsPerHour, long readBytesPerSecond, boolean twin) {
        this(dropsPerHour, readBytesPerSecond, "", twin);
    }

    public boolean readsSlowly() {
        return readBytesPerSecond > 0;
    }

    static final double TWINS_PER_HOUR = 60;
}
