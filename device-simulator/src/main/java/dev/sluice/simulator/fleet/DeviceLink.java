package dev.sluice.simulator.fleet;

/**
 * One device's MQTT library. Every method is called on the thread of the device's shard.
 *
 * <p>A link takes messages from its {@link Device} whenever one is due and its window has room, tells the device and
 * the shard what became of them, and repeats what is unacknowledged after a reconnect, in order and before anything new.
 */
public interface DeviceLink {

    /** Begins to connect, and from then on stays connected as the settings say. */
    void connect();

    /** The device may have something new to publish. */
    void wake();

    /**
     * Cuts the connection, if there is one, without DISCONNECT, as an empty battery would. The device comes back as after any loss.
     *
     * @param fault what to call it, such as {@code drop}
     */
    void drop(String fault);

    /** A second device with the same client id connects, and so takes the session over. */
    void meetTwin();

    /** Says DISCONNECT and does not come back. */
    void disconnect();
}
