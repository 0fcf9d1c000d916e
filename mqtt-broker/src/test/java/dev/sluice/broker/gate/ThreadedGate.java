package dev.sluice.broker.gate;

import static dev.sluice.broker.gate.Answer.in;

import dev.sluice.broker.publish.ConnectedDevice;
import dev.sluice.broker.session.DeviceSession;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.EventLoop;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalServerChannel;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gate on a real event loop, so that settlements come from other threads than its own. */
final class ThreadedGate implements AutoCloseable {

    private static final DefaultEventLoopGroup GROUP = new DefaultEventLoopGroup(1);
    private static final GateLoop LOOP = new GateLoop((EventLoop) GROUP.next(), new SecureRandom());
    private static final LocalAddress NOWHERE = new LocalAddress(ThreadedGate.class);

    static {
        new ServerBootstrap()
                .group(GROUP)
                .channel(LocalServerChannel.class)
                .childHandler(new SilentPeer())
                .bind(NOWHERE)
                .syncUninterruptibly();
    }

    final StalledIngest ingest = new StalledIngest();
    final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final AckGate gate = new AckGate(LOOP, new FakeLocal(), GatedDevice.LIMITS, reason -> {
        throw new AssertionError("closed: " + reason);
    });
    private final Channel channel;

    ThreadedGate() {
        this(new DeviceSession(100, 1, Set.of()));
    }

    ThreadedGate(DeviceSession session) {
        channel = new Bootstrap()
                .group(GROUP)
                .channel(LocalChannel.class)
                .handler(new Sent())
                .connect(NOWHERE)
                .syncUninterruptibly()
                .channel();
        onLoop(() -> {
            channel.pipeline().addLast(gate);
            gate.open(new ConnectedDevice("device", 4, null, "test"), session, ingest, topic -> true, 0);
        });
    }

    void publishes(int qos, int packetId) {
        publishes(qos, packetId, false);
    }

    void publishes(int qos, int packetId, boolean duplicate) {
        onLoop(() -> channel.pipeline()
                .fireChannelRead(new MqttPublishMessage(
                        new MqttFixedHeader(MqttMessageType.PUBLISH, duplicate, MqttQoS.valueOf(qos), false, 0),
                        new MqttPublishVariableHeader("a", packetId, MqttProperties.NO_PROPERTIES),
                        Unpooled.EMPTY_BUFFER)));
    }

    private void onLoop(Runnable step) {
        channel.eventLoop().submit(step).syncUninterruptibly();
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
    }

    /** Keeps what the gate sends. */
    private final class Sent extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object sent, ChannelPromise promise) {
            answers.addAll(in((ByteBuf) sent));
            promise.setSuccess();
        }
    }

    @ChannelHandler.Sharable
    private static final class SilentPeer extends ChannelInboundHandlerAdapter {}
}
