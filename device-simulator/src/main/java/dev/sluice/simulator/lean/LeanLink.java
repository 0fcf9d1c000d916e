package dev.sluice.simulator.lean;

import dev.sluice.simulator.endpoint.LinkEnd;
import dev.sluice.simulator.fleet.Backoff;
import dev.sluice.simulator.fleet.Device;
import dev.sluice.simulator.fleet.DeviceLink;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.MqttVersion;
import dev.sluice.simulator.fleet.SessionKind;
import dev.sluice.simulator.fleet.Shard;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A device's line to its broker, through as many connections as it takes.
 *
 * <p>A new process has no session state, so it must not continue a session of an earlier run: a QoS 2 packet id that the broker
 * still holds would swallow a new message. MQTT 5 says so with a clean start on the first connection. MQTT 3.1.1 cannot have a
 * session that starts clean, so there the first connection is a clean one that only sweeps, and the second is the real one.
 */
final class LeanLink implements DeviceLink {

    private final Device device;
    private final Shard shard;
    private final LinkSettings settings;
    private final Line line;
    private final State state;
    private final Backoff backoff;
    private Conversation current;
    private long attemptNanos;
    private boolean inUse;
    private boolean swept;
    private int connections;
    private boolean closing;
    /** Until then the session may be taken over by a twin. */
    private long contestedUntilNanos;

    private boolean contested;

    /** What outlives a connection. */
    record State(Frames frames, Unanswered unanswered, Greetings greetings, Outbox outbox) {}

    LeanLink(Device device, Shard shard, Line line, Outbox outbox) {
        this.device = device;
        this.shard = shard;
        this.settings = device.plan().link();
        this.line = line;
        this.state = new State(new Frames(device), new Unanswered(), new Greetings(), outbox);
        this.backoff = new Backoff(settings.seed(), device.index());
        this.swept =
                settings.qos() < 2 || settings.version() == MqttVersion.V5 || settings.session() == SessionKind.CLEAN;
    }

    @Override
    public void connect() {
        assert shard.executor().inEventLoop();
        if (closing) {
            return;
        }
        attemptNanos = System.nanoTime();
        boolean clean = connectsClean();
        byte[] connect = state.frames().connect(clean, swept ? device.messages().will(connections) : Optional.empty());
        Conversation conversation = new Conversation(this, device, shard, state, connect, clean);
        current = conversation;
        line.open(conversation).addListener(connected -> {
            if (!connected.isSuccess()) {
                ended(conversation, conversation.endOr(LinkEnd.of(connected.cause())));
            }
        });
    }

    private boolean connectsClean() {
        if (settings.session() == SessionKind.CLEAN || !swept) {
            return true;
        }
        return settings.version() == MqttVersion.V5 && connections == 0;
    }

    @Override
    public void wake() {
        assert shard.executor().inEventLoop();
        if (current != null) {
            current.wake();
        }
    }

    @Override
    public void drop(String fault) {
        if (inUse) {
            shard.meter().fault(fault);
            current.close(LinkEnd.CUT_OFF);
        }
    }

    @Override
    public void meetTwin() {
        if (inUse) {
            shard.meter().fault("twin");
            contested = true;
            contestedUntilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(Twin.LONGEST_SECONDS);
            line.open(new Twin(state.frames().connect(settings.session() == SessionKind.CLEAN, Optional.empty())));
        }
    }

    @Override
    public void disconnect() {
        closing = true;
        if (current != null) {
            current.sayGoodbye();
        }
    }

    /** Number of the connection that is used or tried now, from 0. */
    int connection() {
        return connections;
    }

    /** The broker accepted; tells whether this connection is for publishing. */
    boolean begun(Conversation conversation) {
        backoff.succeeded();
        if (!swept) {
            swept = true;
            conversation.close(LinkEnd.QUIET);
            return false;
        }
        shard.connected(connections > 0, System.nanoTime() - attemptNanos);
        inUse = true;
        return true;
    }

    void ended(Conversation conversation, LinkEnd end) {
        if (conversation != current) {
            return;
        }
        current = null;
        if (inUse) {
            inUse = false;
            connections++;
            shard.disconnected(device, takenOver(end) ? LinkEnd.CUT_OFF : end);
            contested = false;
        } else if (!end.isQuiet()) {
            shard.connectFailed(device, end);
        }
        if (!closing && (settings.reconnect() || end.isQuiet())) {
            shard.executor().schedule(this::connect, end.isQuiet() ? 0 : backoff.nextMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Whether it was the twin that ended the connection. MQTT 3.1.1 has no word for it, and that of MQTT 5 may be lost on its way. */
    private boolean takenOver(LinkEnd end) {
        return contested
                && System.nanoTime() - contestedUntilNanos < 0
                && (end.isTakenOver() || end.reason().equals(LinkEnd.LOST.reason()));
    }

    void look(long nowNanos) {
        if (current != null) {
            current.look(nowNanos);
        }
    }
}
