package dev.sluice.simulator.hivemq;

import dev.sluice.simulator.endpoint.LinkEnd;
import dev.sluice.simulator.fleet.Backoff;
import dev.sluice.simulator.fleet.Device;
import dev.sluice.simulator.fleet.DeviceLink;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.Shard;
import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.Notice;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A device's line through the HiveMQ client. */
final class HiveLink implements DeviceLink, HiveConnection.Listener {

    private static final int QOS0_WINDOW = 1024;

    private final Device device;
    private final DeviceMessages messages;
    private final Shard shard;
    private final OpenEnded thread;
    private final LinkSettings settings;
    private final HiveConnection connection;
    private final Backoff backoff;
    private final int window;

    /** What the library gave back, by sequence number. */
    private final TreeMap<Integer, Times> toRepeat = new TreeMap<>();

    /** Messages that the library has and has not answered for. */
    private int withLibrary;

    private boolean connected;
    private int connections;

    /** The broker has no session: the library is giving back what it had, and nothing may overtake that. */
    private boolean givingBack;

    private volatile long attemptNanos;
    private volatile Optional<Notice> nextWill = Optional.empty();
    private volatile boolean closing;
    private final CompletableFuture<Void> goodbye = new CompletableFuture<>();

    /** When a message was due, and when it was first sent. */
    private record Times(long dueNanos, long firstSentNanos) {}

    HiveLink(Device device, Shard shard, Function<HiveLink, HiveConnection> connection) {
        this.device = device;
        this.messages = device.messages();
        this.shard = shard;
        this.thread = new OpenEnded(shard.executor());
        this.settings = device.plan().link();
        this.backoff = new Backoff(settings.seed(), device.index());
        this.window = settings.qos() == 0 ? QOS0_WINDOW : settings.inFlight();
        this.connection = connection.apply(this);
    }

    @Override
    public void connect() {
        if (!closing) {
            attemptNanos = System.nanoTime();
            nextWill = messages.will(0);
            connection.connect();
        }
    }

    @Override
    public void drop(String fault) {
        throw new UnsupportedOperationException("the library does not let go of its socket");
    }

    @Override
    public void meetTwin() {
        throw new UnsupportedOperationException("the library has one connection");
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
    public Optional<Notice> will() {
        return nextWill;
    }

    @Override
    public void connected(boolean sessionPresent) {
        if (closing) {
            return;
        }
        synchronized (backoff) {
            backoff.succeeded();
        }
        long took = System.nanoTime() - attemptNanos;
        thread.execute(() -> {
            connected = true;
            givingBack = !sessionPresent;
            if (sessionPresent && withLibrary > 0) {
                shard.repeated(withLibrary);
            }
            shard.connected(connections > 0, took);
            greet();
            nextWill = messages.will(++connections);
            wake();
        });
    }

    private void greet() {
        long time = shard.clock().epochMillis(System.nanoTime());
        for (Notice greeting : messages.greetings(connections, time)) {
            connection
                    .publish(greeting)
                    .whenComplete((result, error) -> Ends.refusal(error)
                            .ifPresent(reason -> shard.refusedGreeting("greeting of " + device.name(), reason)));
        }
    }

    @Override
    public long retryMillis(LinkEnd end) {
        if (closing) {
            return -1;
        }
        thread.execute(() -> {
            if (connected) {
                connected = false;
                shard.disconnected(device, end);
            } else {
                shard.connectFailed(device, end);
            }
        });
        if (!settings.reconnect()) {
            return -1;
        }
        long delay;
        synchronized (backoff) {
            delay = backoff.nextMillis();
        }
        attemptNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delay);
        return delay;
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
            Map.Entry<Integer, Times> oldest = toRepeat.pollFirstEntry();
            publish(oldest.getKey(), oldest.getValue());
            again++;
        }
        if (again > 0) {
            shard.repeated(again);
        }
        long now = System.nanoTime();
        while (withLibrary < window && device.isDue()) {
            int seq = device.nextSeq();
            publish(seq, new Times(device.takeNext(now), now));
        }
    }

    private void publish(int seq, Times times) {
        withLibrary++;
        byte[] payload = messages.bytes(seq, shard.clock().epochMillis(times.firstSentNanos));
        Notice message = new Notice(messages.topic(seq), payload, messages.qos(seq), messages.retain(seq));
        connection.publish(message).whenComplete((result, error) -> {
            long now = System.nanoTime();
            thread.execute(() -> answered(seq, times, now, error));
        });
    }

    private void answered(int seq, Times times, long now, Throwable error) {
        withLibrary--;
        if (messages.qos(seq) > 0) {
            Optional<String> refusal = Ends.refusal(error);
            if (error == null) {
                device.acknowledged(seq, times.dueNanos, times.firstSentNanos, now);
            } else if (refusal.isPresent()) {
                device.refused(seq, refusal.get());
            } else {
                toRepeat.put(seq, times);
            }
        }
        wake();
    }
}
