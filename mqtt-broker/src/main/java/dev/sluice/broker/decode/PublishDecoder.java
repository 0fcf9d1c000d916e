package dev.sluice.broker.decode;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageFactory;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes ordinary PUBLISH packets (MQTT 3.1.1 §3.3, MQTT 5.0 §3.3) itself; hands all other bytes on, packet by packet, to the decoder behind it.
 *
 * <p>Ordinary is a PUBLISH of an allowed size, with valid flags, a topic of plain ASCII without wildcards, a packet identifier where one must be,
 * and no MQTT 5 properties. Its payload is copied out once, into an array of its own, where the library takes a slice of the receive
 * buffer that then would have to be copied: see {@code AckGateBenchmark}. A topic that is the same as the one before is the same String.
 */
public final class PublishDecoder extends ByteToMessageDecoder {

    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int LONGEST_LENGTH_FIELD = 4;
    /** Fixed header apart, CONNECT says its protocol level within so many bytes: length, "MQIsdp", level. */
    private static final int LEVEL_WITHIN = 9;

    private static final int MQTT_5 = 5;
    /** Bytes of the longest topic that is remembered: a connection must not cost more because it once used a long one. */
    private static final int LONGEST_KEPT_TOPIC = 256;

    private static final int INCOMPLETE = -1;
    private static final int MALFORMED = -2;

    private final int maximumPacketBytes;

    /** 3, 4 or 5 once CONNECT has said so; until then nothing is decoded here. */
    private int level;
    /** Bytes of the packet at hand that are still to be handed on. */
    private long passing;

    private byte[] lastTopicBytes = new byte[0];
    private String lastTopic = "";

    /** Packets that have begun on their way, and messages that have come out behind the library. */
    private long begun;

    private long witnessed;

    // of the fixed header at hand
    private int remaining;
    private int headerBytes;

    /** @param maximumPacketBytes as the decoder behind this one counts: what follows the fixed header */
    public PublishDecoder(int maximumPacketBytes) {
        this.maximumPacketBytes = maximumPacketBytes;
    }

    /**
     * What stands behind the library and sees that each packet becomes one message. The library reads beyond the end of a packet whose content says
     * that it is longer, and would be fed with the next one.
     */
    public ChannelInboundHandler witness() {
        return new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                witnessed++;
                ctx.fireChannelRead(message);
            }
        };
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (passing > 0) {
            pass(in, out);
            return;
        }
        if (begun > witnessed) {
            in.skipBytes(in.readableBytes());
            out.add(MqttMessageFactory.newInvalidMessage(
                    new CorruptedFrameException("a packet ends before what its lengths promise")));
            return;
        }
        int start = in.readerIndex();
        int complete = readFixedHeader(in, start);
        if (complete == INCOMPLETE) {
            return;
        }
        if (complete == MALFORMED) {
            passing = Long.MAX_VALUE; // the library complains, and the connection ends
            pass(in, out);
            return;
        }
        int first = in.getByte(start);
        int type = first >> 4 & 0xF;
        if (type == PUBLISH && level != 0 && remaining <= maximumPacketBytes && hasUsualFlags(first)) {
            if (in.readableBytes() < headerBytes + remaining) {
                return;
            }
            var packet = ordinary(first, in, start + headerBytes);
            if (packet != null) {
                in.readerIndex(start + headerBytes + remaining);
                begun++;
                out.add(packet);
                return;
            }
        } else if (type == CONNECT && level == 0) {
            int needed = headerBytes + Math.min(remaining, LEVEL_WITHIN);
            if (in.readableBytes() < needed) {
                return;
            }
            level = protocolLevel(in, start + headerBytes);
        }
        begun++;
        passing = (long) headerBytes + remaining;
        pass(in, out);
    }

    private void pass(ByteBuf in, List<Object> out) {
        int now = (int) Math.min(passing, in.readableBytes());
        passing -= now;
        out.add(in.readRetainedSlice(now));
    }

    /** Finds {@link #remaining} and {@link #headerBytes}. */
    private int readFixedHeader(ByteBuf in, int start) {
        int readable = in.readableBytes();
        int length = 0;
        for (int i = 0; i < LONGEST_LENGTH_FIELD; i++) {
            if (i + 2 > readable) {
                return INCOMPLETE;
            }
            int digit = in.getByte(start + 1 + i);
            length |= (digit & 0x7F) << 7 * i;
            if (digit >= 0) {
                remaining = length;
                headerBytes = i + 2;
                return 0;
            }
        }
        return MALFORMED;
    }

    /** 0 where it is none that we know. */
    private int protocolLevel(ByteBuf in, int at) {
        if (remaining < LEVEL_WITHIN) {
            return 0;
        }
        int name = in.getUnsignedShort(at);
        if (name != 4 && name != 6) {
            return 0;
        }
        int said = in.getByte(at + 2 + name);
        return said >= 3 && said <= MQTT_5 ? said : 0;
    }

    /** QoS 3 and DUP with QoS 0 are not, and the library says so at once. */
    private static boolean hasUsualFlags(int first) {
        int qos = first >> 1 & 3;
        return qos == 1 || qos == 2 || qos == 0 && (first & 8) == 0;
    }

    /** Null for what the library shall look at. */
    private MqttPublishMessage ordinary(int first, ByteBuf in, int start) {
        if (remaining < 2) {
            return null;
        }
        int qos = first >> 1 & 3;
        boolean duplicate = (first & 8) != 0;
        int at = start;
        int end = start + remaining;
        int topicLength = in.getUnsignedShort(at);
        at += 2;
        int afterTopic = at + topicLength;
        int afterHead = afterTopic + (qos > 0 ? 2 : 0) + (level == MQTT_5 ? 1 : 0);
        if (topicLength == 0 || afterHead > end) {
            return null;
        }
        int packetId = -1;
        if (qos > 0) {
            packetId = in.getUnsignedShort(afterTopic);
            if (packetId == 0) {
                return null;
            }
        }
        if (level == MQTT_5 && (in.getByte(afterHead - 1) != 0 || headerBytes > 2 && in.getByte(start - 1) == 0)) {
            return null; // properties, or a length in more bytes than it needs
        }
        var topic = topic(in, at, topicLength);
        if (topic == null) {
            return null;
        }
        var payload = new byte[end - afterHead];
        in.getBytes(afterHead, payload);
        return new MqttPublishMessage(
                new MqttFixedHeader(
                        MqttMessageType.PUBLISH, duplicate, MqttQoS.valueOf(qos), (first & 1) != 0, remaining),
                new MqttPublishVariableHeader(topic, packetId, MqttProperties.NO_PROPERTIES),
                Unpooled.wrappedBuffer(payload));
    }

    /** Null for a topic with anything in it but printable ASCII, or with wildcards. */
    private String topic(ByteBuf in, int at, int length) {
        var bytes = new byte[length];
        in.getBytes(at, bytes);
        if (Arrays.equals(bytes, lastTopicBytes)) {
            return lastTopic;
        }
        for (byte b : bytes) {
            if (b < ' ' || b == 0x7F || b == '+' || b == '#') {
                return null;
            }
        }
        var topic = new String(bytes, StandardCharsets.ISO_8859_1);
        if (length <= LONGEST_KEPT_TOPIC) {
            lastTopicBytes = bytes;
            lastTopic = topic;
        }
        return topic;
    }
}
