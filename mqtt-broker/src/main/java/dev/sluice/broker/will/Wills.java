package dev.sluice.broker.will;

import dev.sluice.broker.gate.GateLoops;
import dev.sluice.broker.gate.LocalDelivery;
import dev.sluice.broker.publish.ConnectedDevice;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.Ingest;
import dev.sluice.broker.publish.ReceivedPublish;
import dev.sluice.broker.publish.Settlement;
import io.netty.channel.Channel;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Publishes wills, at once or after their delay, to local subscribers and to the ingest. */
public final class Wills {

    private record Pending(Runnable publish, ScheduledFuture<?> timer) {}

    private final Ingest ingest;
    private final LocalDelivery local;
    private final GateLoops loops;
    private final ConcurrentHashMap<String, Pending> pending = new ConcurrentHashMap<>();

    public Wills(Ingest ingest, LocalDelivery local, GateLoops loops) {
        this.ingest = ingest;
        this.local = local;
        this.loops = loops;
    }

    /**
     * A connection ended without a proper farewell.
     *
     * @param sessionExpirySeconds how long the session outlives the connection: the delay ends with it at the latest
     * @param mayPublish whether the device has still the right to it; asked when the will is due
     */
    public void connectionLost(
            Channel channel, ConnectedDevice device, Will will, long sessionExpirySeconds, BooleanSupplier mayPublish) {
        long delay = will.delaySecondsWithin(sessionExpirySeconds);
        if (delay == 0) {
            publish(channel, device, will, mayPublish, HeldAck.NONE);
            return;
        }
        var clientId = device.clientId();
        Runnable publish = () -> publish(channel, device, will, mayPublish, HeldAck.NONE);
        var timer = channel.eventLoop().schedule(() -> due(clientId, publish), delay, TimeUnit.SECONDS);
        pending.put(clientId, new Pending(publish, timer));
    }

    private void due(String clientId, Runnable publish) {
        var waiting = pending.get(clientId); // perhaps one of a later connection, whose time has not come
        if (waiting != null && waiting.publish() == publish && pending.remove(clientId, waiting)) {
            publish.run();
        }
    }

    /** The device is back before its will was due: none is sent if the session goes on, else its end is now. */
    public void reconnected(String clientId, boolean sessionGoesOn) {
        var waiting = pending.remove(clientId);
        if (waiting != null) {
            waiting.timer().cancel(false);
            if (!sessionGoesOn) {
                waiting.publish().run();
            }
        }
    }

    /**
     * Publishes it now.
     *
     * @param ack settled when the ingest has it, or when the device may not publish it; on any thread
     */
    public void publish(Channel channel, ConnectedDevice device, Will will, BooleanSupplier mayPublish, HeldAck ack) {
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> publish(channel, device, will, mayPublish, ack));
            return;
        }
        if (!mayPublish.getAsBoolean()) {
            ack.settle(Settlement.STORED); // there is nothing to store
            return;
        }
        var publish = new ReceivedPublish(
                will.topic(),
                will.payload(),
                will.qos(),
                0,
                will.retained(),
                false,
                loops.of(channel.eventLoop()).nextEventId(),
                System.currentTimeMillis(),
                will.properties(),
                true);
        if (will.retained() || local.wants(will.topic())) {
            local.deliver(channel, publish, false);
        }
        var lane = ingest.connected(device);
        lane.receive(publish, ack);
        lane.disconnected();
    }
}
