package dev.sluice.broker.gate;

import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.ConnectedDevice;
import dev.sluice.broker.session.DeviceSession;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A connected device, its gate, and nothing else: no socket, no Moquette, no clock but the test's. */
final class GatedDevice {

    static final GateLimits LIMITS = new GateLimits(100, Duration.ofMinutes(10), false);

    final StalledIngest ingest = new StalledIngest();
    final FakeLocal local = new FakeLocal();
    final List<CloseReason> closed = new ArrayList<>();
    final EmbeddedChannel channel = new EmbeddedChannel();
    final GateLoop loop = new GateLoop(channel.eventLoop(), new SecureRandom());
    final AckGate gate;
    final DeviceSession session;
    private final GateLimits limits;
    boolean mayPublish = true;
    private int packetIds;

    private GatedDevice(int protocolLevel, GateLimits limits, DeviceSession session) {
        this.session = session;
        this.limits = limits;
        gate = new AckGate(loop, local, limits, this::close);
        channel.pipeline().addLast("gate", gate);
        gate.open(new ConnectedDevice("device", protocolLevel, null, "test"), session, ingest, topic -> mayPublish, 0);
    }

    static GatedDevice mqtt5() {
        return mqtt5(LIMITS);
    }

    static GatedDevice mqtt5(GateLimits limits) {
        return new GatedDevice(5, limits, new DeviceSession(100, 1, Set.of()));
    }

    static GatedDevice mqtt3() {
        return mqtt3(LIMITS);
    }

    static GatedDevice mqtt3(GateLimits limits) {
        return new GatedDevice(4, limits, new DeviceSession(100, 1, Set.of()));
    }

    /** A device whose messages of these packet ids an earlier process stored. */
    static GatedDevice storedBefore(Integer... packetIds) {
        return new GatedDevice(5, LIMITS, new DeviceSession(100, 1, Set.of(packetIds)));
    }

    /** The same device on its next connection, its session going on. */
    GatedDevice reconnected() {
        disconnects();
        return new GatedDevice(5, limits, session);
    }

    private void close(CloseReason reason) {
        closed.add(reason);
        channel.close();
    }

    void disconnects() {
        channel.close();
        channel.runPendingTasks();
    }

    /** The socket is gone before whatever is due on the loop, and the gate hears of it after that. */
    void breaks() {
        channel.unsafe().close(channel.newPromise());
        channel.runPendingTasks();
    }

    /** Publishes under the next packet id. */
    StalledIngest.Held publishes(int qos) {
        return publishes(qos, ++packetIds, false);
    }

    StalledIngest.Held publishes(int qos, int packetId, boolean duplicate) {
        says(qos, packetId, duplicate, false);
        return ingest.held.isEmpty() ? null : ingest.last();
    }

    void says(int qos, int packetId, boolean duplicate, boolean retained) {
        says(qos, packetId, duplicate, retained, "{}");
    }

    /** Publishes again what it published under this packet id, or other words. */
    void repeats(int qos, int packetId, String payload) {
        says(qos, packetId, true, false, payload);
    }

    void says(int qos, int packetId, boolean duplicate, boolean retained, String words) {
        var header = new MqttFixedHeader(MqttMessageType.PUBLISH, duplicate, MqttQoS.valueOf(qos), retained, 0);
        var variable = new MqttPublishVariableHeader("a/b", qos == 0 ? -1 : packetId, MqttProperties.NO_PROPERTIES);
        var payload = Unpooled.copiedBuffer(words, StandardCharsets.UTF_8);
        channel.pipeline().fireChannelRead(new MqttPublishMessage(header, variable, payload));
    }

    void releases(int packetId) {
        var header = new MqttFixedHeader(MqttMessageType.PUBREL, false, MqttQoS.AT_LEAST_ONCE, false, 2);
        channel.pipeline().fireChannelRead(new MqttMessage(header, MqttMessageIdVariableHeader.from(packetId)));
    }

    /** Acknowledgements that have left since this was last asked. */
    List<Answer> answers() {
        return flushes().stream().flatMap(List::stream).toList();
    }

    /** The same, grouped as they were flushed. */
    List<List<Answer>> flushes() {
        channel.runPendingTasks();
        var flushes = new ArrayList<List<Answer>>();
        for (ByteBuf sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
            flushes.add(Answer.in(sent));
        }
        return flushes;
    }

    /** Errors that reach the connection's pipeline from now on. */
    List<Throwable> failures() {
        var failures = new ArrayList<Throwable>();
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
                failures.add(failure);
            }
        });
        return failures;
    }

    /** Lets the loop's clock tick once. */
    void tick() {
        channel.advanceTimeBy(GateLoop.TICK_MILLIS, TimeUnit.MILLISECONDS);
        channel.runPendingTasks();
        channel.runScheduledPendingTasks();
    }

    /** Ticks until the loop has looked for acknowledgements withheld too long. */
    void sweep() {
        for (int i = 0; i < 20; i++) {
            tick();
        }
    }
}
