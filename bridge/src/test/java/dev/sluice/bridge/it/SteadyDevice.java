package dev.sluice.bridge.it;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A device that publishes telemetry with QoS 1, numbered from 1, until it is told to stop. */
final class SteadyDevice implements AutoCloseable {

    private static final int PACKET_IDS = 65_535;
    private static final Duration SHORT = Duration.ofNanos(200_000);

    private final WireDevice wire;
    private final String clientId;
    private final String topic;
    private final Duration pause;
    private final Thread thread;
    private volatile boolean finished;
    private volatile int sent;

    /** At most some thousand messages a second. */
    SteadyDevice(int port, String clientId, String topic) {
        this(port, clientId, topic, SHORT);
    }

    SteadyDevice(int port, String clientId, String topic, Duration pause) {
        this.wire = new WireDevice(port, clientId);
        this.clientId = clientId;
        this.topic = topic;
        this.pause = pause;
        this.thread = new Thread(this::publish, clientId);
        thread.setDaemon(true);
        thread.start();
    }

    private void publish() {
        while (!finished) {
            int next = sent + 1;
            wire.publish(
                    sent % PACKET_IDS + 1,
                    topic,
                    "{\"device\":\"" + clientId + "\",\"seq\":" + next + ",\"temperature\":1.5}");
            sent = next;
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** Sends nothing further. */
    void finish() {
        finished = true;
        try {
            thread.join(30_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int sent() {
        return sent;
    }

    int acknowledged() {
        return wire.acknowledgements();
    }

    boolean isAnswered() {
        return acknowledged() == sent;
    }

    @Override
    public void close() {
        wire.close();
    }
}
