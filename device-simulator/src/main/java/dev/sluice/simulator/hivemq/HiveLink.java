package dev.sluice.simulator.hivemq;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubRecException;
import dev.sluice.simulator.fleet.Backoff;
import dev.sluice.simulator.fleet.Device;
import dev.sluice.simulator.fleet.DeviceLink;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.Shard;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A device's line through the HiveMQ client. */
final class HiveLink implements DeviceLink, HiveConnection.Listener {

    private static final int QOS0_WINDOW = 1024;

    private final Device device;
    private final Shard shard;
    private final LinkSettings settings;
    private final HiveConnection connection;
    private final Backoff backoff;
    private final int window;

    /** First sending of each message that the library gave back, by sequence number. */
    private final TreeMap<Integer, Long> toRepeat = new TreeMap<>();

    /** Messages that the library has and has not answered for. */
    private int withLibrary;

    private boolean connected;
    private boolean everConnected;
    /** The broker has no session: the library is giving back what it had, and nothing may overtake that. */
    private boolean givingBack;

    private volatile boolean closing;
    private final CompletableFuture<Void> goodbye = new CompletableFuture<>();

    HiveLink(Device device, Shard shard, LinkSettings settings, Function<HiveLink, HiveConnection> connection) {
        this.device = device;
        this.shard = shard;
        this.settings = settings;
        this.backoff = new Backoff(settings.seed(), device.index());
        this.window = settings.qos() == 0 ? QOS0_WINDOW : settings.inFlight();
        this.connection = connection.apply(this);
    }

    @Override
    public void connect() {
        connection.connect();
    }

    @Override
    public void disconnect() {
        closing = true;
        connection.disconnect().whenComplete((gone, failed) -> goodbye.complete(null));
    }

    /** Completes once the broker was told goodbye, or cannot be told. */
    CompletableFuture<Void> goodbye() {
        return goodbye;
    }

    @Override
    public void connected(boolean sessionPresent) {
        synchronized (backoff) {
            backoff.succeeded();
        }
        shard.executor().execute(() -> {
            connected = true;
            givingBack = !sessionPresent;
            if (sessionPresent) {
                shard.repeated(withLibrary);
            }
            shard.connected(everConnected);
            everConnected = true;
            wake();
        });
    }

    @Override
    public long retryMillis(String why) {
        boolean retry = settings.reconnect() && !closing;
        shard.executor().execute(() -> {
            if (connected) {
                connected = false;
                shard.disconnected();
            }
            if (!closing) {
                shard.trouble(device.name() + ": " + why);
            }
        });
        synchronized (backoff) {
            return retry ? backoff.nextMillis() : -1;
        }
    }

    @Override
    public void wake() {
        assert shard.executor().inEventLoop();
        if (!connected || (givingBack && withLibrary > 0)) {
            return;
        }
        givingBack = false;
        int again = 0;
        while (withLibrary < window && !toRepeat.isEmpty()) {
            Map.Entry<Integer, Long> oldest = toRepeat.pollFirstEntry();
            publish(oldest.getKey(), oldest.getValue());
            again++;
        }
        if (again > 0) {
            shard.repeated(again);
        }
        int fresh = Math.min(window - withLibrary, device.available());
        for (int i = 0; i < fresh; i++) {
            publish(device.takeNext(), System.nanoTime());
        }
    }

    private void publish(int seq, long firstSentNanos) {
        withLibrary++;
        byte[] payload = device.messages().bytes(seq, shard.clock().epochMillis(firstSentNanos));
        connection.publish(payload).whenComplete((result, error) -> {
            long now = System.nanoTime();
            shard.executor().execute(() -> answered(seq, firstSentNanos, now, error));
        });
    }

    private void answered(int seq, long firstSentNanos, long now, Throwable error) {
        withLibrary--;
        if (settings.qos() > 0) {
            if (error == null) {
                device.acknowledged(seq, firstSentNanos, now);
            } else if (error instanceof Mqtt5PubAckException || error instanceof Mqtt5PubRecException) {
                device.refused(seq, error.getMessage());
            } else {
                toRepeat.put(seq, firstSentNanos);
            }
        }
        wake();
    }
}
