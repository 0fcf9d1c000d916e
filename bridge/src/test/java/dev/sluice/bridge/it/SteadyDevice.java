package dev.sluice.bridge.it;

import java.util.concurrent.locks.LockSupport;

/** A device that publishes telemetry with QoS 1, numbered from 1, until it is told to stop; at most some thousand a second. */
final class SteadyDevice implements AutoCloseable {

    private static final int PACKET_IDS = 65_535;
    private static final long PAUSE_NANOS = 200_000;

    private final WireDevice wire;
    private final String clientId;
    private final String topic;
    private final Thread thread;
    private volatile boolean finished;
    private volatile int sent;

    SteadyDevice(int port, String clientId, String topic) {
        this.wire = new WireDevice(port, clientId);
        this.clientId = clientId;
        this.topic = topic;
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
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Sends nothing further. */
    void finish() {
        finished = true;
        try {
            thread.join(10_000);
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
