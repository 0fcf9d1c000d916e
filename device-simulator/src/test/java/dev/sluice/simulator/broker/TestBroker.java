package dev.sluice.simulator.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A broker on a free port of loopback, with one thread. */
public final class TestBroker implements AutoCloseable {

    private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d+)");

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Script script;
    private final Channel server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Set<String> sessions = new HashSet<>();
    private final Map<String, Integer> connections = new HashMap<>();
    private final List<String> subscriptions = new CopyOnWriteArrayList<>();
    private final List<Boolean> cleanConnects = new CopyOnWriteArrayList<>();

    public TestBroker(Script script) {
        this.script = script;
        this.server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new MqttDecoder(1 << 20), MqttEncoder.INSTANCE, new Conversation());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    public String uri() {
        return "tcp://127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Everything so far, in the order it came. */
    public List<Received> received() {
        return received;
    }

    /** What one device published on one connection. */
    public List<Received> published(String client, int connection) {
        return received.stream()
                .filter(one -> one.client().equals(client) && one.connection() == connection && !one.isRelease())
                .toList();
    }

    /** Client, filter and QoS of each subscription asked for. */
    public List<String> subscriptions() {
        return subscriptions;
    }

    /** For each CONNECT, whether it asked to start clean. */
    public List<Boolean> cleanConnects() {
        return cleanConnects;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Conversation extends SimpleChannelInboundHandler<MqttMessage> {

        private final Map<Integer, Received> held = new HashMap<>();
        private String client;
        private int connection;
        private boolean v5;

        @Override
        protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
            switch (message.fixedHeader().messageType()) {
                case CONNECT -> connect(context, (MqttConnectMessage) message);
                case PUBLISH -> publish(context, (MqttPublishMessage) message);
                case PUBREL -> release(context, ((MqttMessageIdVariableHeader) message.variableHeader()).messageId());
                case SUBSCRIBE -> subscribe(context, (MqttSubscribeMessage) message);
                case PINGREQ -> context.write(new MqttMessage(header(MqttMessageType.PINGRESP)));
                default -> context.close();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        private void connect(ChannelHandlerContext context, MqttConnectMessage message) {
            client = message.payload().clientIdentifier();
            v5 = message.variableHeader().version() == MqttVersion.MQTT_5.protocolLevel();
            connection = connections.merge(client, 1, Integer::sum);
            boolean clean = message.variableHeader().isCleanSession();
            cleanConnects.add(clean);
            boolean present = script.keepsSessions() && !clean && sessions.contains(client);
            sessions.add(client);
            MqttProperties properties = new MqttProperties();
            if (v5 && script.receiveMaximum() > 0) {
                properties.add(new MqttProperties.UserProperty("before", "it"));
                properties.add(
                        new MqttProperties.IntegerProperty(MqttProperties.RECEIVE_MAXIMUM, script.receiveMaximum()));
            }
            MqttConnAckMessage connAck = MqttMessageBuilders.connAck()
                    .returnCode(MqttConnectReturnCode.CONNECTION_ACCEPTED)
                    .sessionPresent(present)
                    .properties(properties)
                    .build();
            context.writeAndFlush(connAck);
        }

        private void subscribe(ChannelHandlerContext context, MqttSubscribeMessage message) {
            message.payload()
                    .topicSubscriptions()
                    .forEach(wish -> subscriptions.add(client + " " + wish.topicFilter() + " "
                            + wish.qualityOfService().value()));
            context.write(MqttMessageBuilders.subAck()
                    .packetId(message.variableHeader().messageId())
                    .addGrantedQos(MqttQoS.AT_MOST_ONCE)
                    .build());
        }

        private void publish(ChannelHandlerContext context, MqttPublishMessage message) {
            Matcher seq = SEQ.matcher(message.payload().toString(UTF_8));
            Received publish = new Received(
                    client,
                    connection,
                    message.variableHeader().packetId(),
                    message.fixedHeader().isDup(),
                    message.fixedHeader().qosLevel().value(),
                    seq.find() ? Integer.parseInt(seq.group(1)) : Integer.MAX_VALUE,
                    message.variableHeader().topicName());
            received.add(publish);
            held.put(publish.packetId(), publish);
            if (publish.qos() > 0 && script.answers().test(publish)) {
                reply(
                        context,
                        publish.qos() == 1 ? MqttMessageType.PUBACK : MqttMessageType.PUBREC,
                        publish.packetId());
            }
            if (script.hangsUpAfter().test(publish)) {
                context.flush();
                context.close();
            }
        }

        private void release(ChannelHandlerContext context, int packetId) {
            received.add(new Received(client, connection, packetId, false, 2, -1, ""));
            Received publish = held.get(packetId);
            if (publish == null || script.finishes().test(publish)) {
                reply(context, MqttMessageType.PUBCOMP, packetId);
            }
        }

        private void reply(ChannelHandlerContext context, MqttMessageType type, int packetId) {
            byte reason = (byte) script.reason();
            context.write(new MqttMessage(
                    header(type),
                    v5 && reason != 0
                            ? new MqttPubReplyMessageVariableHeader(packetId, reason, MqttProperties.NO_PROPERTIES)
                            : MqttMessageIdVariableHeader.from(packetId)));
        }

        private MqttFixedHeader header(MqttMessageType type) {
            return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
