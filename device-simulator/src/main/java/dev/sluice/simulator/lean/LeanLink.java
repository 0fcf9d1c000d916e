package dev.sluice.simulator.lean;

import dev.sluice.simulator.fleet.Backoff;
import dev.sluice.simulator.fleet.Device;
import dev.sluice.simulator.fleet.DeviceLink;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.MqttVersion;
import dev.sluice.simulator.fleet.SessionKind;
import dev.sluice.simulator.fleet.Shard;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
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
    private final Bootstrap bootstrap;
    private final State state;
    private final Backoff backoff;

    private Conversation current;
    private boolean inUse;
    private boolean swept;
    private boolean everBegun;
    private boolean closing;

    /** What outlives a connection. */
    record State(Frames frames, Unanswered unanswered, Outbox outbox) {}

    LeanLink(Device device, Shard shard, LinkSettings settings, Bootstrap bootstrap, Outbox outbox) {
        this.device = device;
        this.shard = shard;
        this.settings = settings;
        this.bootstrap = bootstrap;
        this.state = new State(new Frames(device, settings), new Unanswered(settings.inFlight()), outbox);
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
        Conversation conversation = new Conversation(this, device, shard, settings, state, connectsClean());
        current = conversation;
        ChannelFuture connecting = bootstrap.clone().handler(conversation).connect(settings.host(), settings.port());
        connecting.addListener(connected -> {
            if (!connected.isSuccess()) {
                ended(conversation, String.valueOf(connected.cause().getMessage()));
            }
        });
    }

    private boolean connectsClean() {
        if (settings.session() == SessionKind.CLEAN || !swept) {
            return true;
        }
        return settings.version() == MqttVersion.V5 && !everBegun;
    }

    @Override
    public void wake() {
        assert shard.executor().inEventLoop();
        if (current != null) {
            current.wake();
        }
    }

    @Override
    public void disconnect() {
        closing = true;
        if (current != null) {
            current.sayGoodbye();
        }
    }

    /** The broker accepted; tells whether this connection is for publishing. */
    boolean begun(Conversation conversation) {
        backoff.succeeded();
        if (!swept) {
            swept = true;
            conversation.close("");
            return false;
        }
        shard.connected(everBegun);
        everBegun = true;
        inUse = true;
        return true;
    }

    void ended(Conversation conversation, String why) {
        if (conversation != current) {
            return;
        }
        current = null;
        if (inUse) {
            inUse = false;
            shard.disconnected();
        }
        if (!why.isEmpty()) {
            shard.trouble(device.name() + ": " + why);
        }
        if (!closing && (settings.reconnect() || why.isEmpty())) {
            shard.executor().schedule(this::connect, why.isEmpty() ? 0 : backoff.nextMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void look(long nowNanos) {
        if (current != null) {
            current.look(nowNanos);
        }
    }
}
