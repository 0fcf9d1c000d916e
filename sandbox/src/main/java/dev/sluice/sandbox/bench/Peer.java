package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.ChildProcess;
import java.util.Map;

/** One of the brokers that are compared, with whatever takes messages from it to Kafka. */
interface Peer extends AutoCloseable {

    /** Returns when devices can connect. */
    void start();

    /** Where devices connect. */
    int port();

    /** Its processes of now, by the name that a table gives them. */
    Map<String, ChildProcess> processes();

    /** SIGKILL to whatever carries messages to Kafka. */
    void killBridge();

    /** What was killed runs again. */
    void restartBridge();

    /** Takes no more from devices' side to Kafka, and returns when what it has is on its way. */
    default void drain() {}

    @Override
    void close();
}
