package dev.sluice.broker.decode;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessageFactory;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.AttributeKey;
import java.util.List;

/**
 * Looks at every packet that is not an ordinary PUBLISH, as a whole and before the library decodes it: what MQTT forbids and the library lets
 * through ends here. Stands between {@link PublishDecoder} and the library, and is given whole packets in as many pieces as they come.
 */
public final class StrictPackets extends ByteToMessageDecoder {

    /** Where the library remembers the version; its encoder looks there, too, when a CONNECT is refused that its decoder never saw. */
    private static final AttributeKey<MqttVersion> VERSION = AttributeKey.valueOf("NETTY_CODEC_MQTT_VERSION");

    private static final int LONGEST_LENGTH_FIELD = 4;
    private static final int LEVEL_AT = 6;

    private final int maximumPacketBytes;
    /** 3, 4 or 5 once CONNECT has said so; 0 where there is nothing that we know the rules of. */
    private int level;
    /** Nothing more is looked at: the library complains about the packet at hand, or has been told of one. */
    private boolean done;

    /** @param maximumPacketBytes as the decoder behind this one counts: what follows the fixed header */
    public StrictPackets(int maximumPacketBytes) {
        this.maximumPacketBytes = maximumPacketBytes;
    }

    /** Whether the device on this channel has said that it speaks MQTT 5. */
    public static boolean isMqtt5(ChannelHandlerContext ctx) {
        return ctx.channel().attr(VERSION).get() == MqttVersion.MQTT_5;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int start = in.readerIndex();
        done |= level == 0 && in.getUnsignedByte(start) >> 4 != PacketLayout.CONNECT; // others say so at once
        if (done) {
            out.add(in.readRetainedSlice(in.readableBytes()));
            return;
        }
        int headerBytes = headerBytes(in, start);
        if (headerBytes == 0) {
            return;
        }
        int length = length(in, start, headerBytes);
        if (length < 0 || length > maximumPacketBytes) {
            done = true;
            out.add(in.readRetainedSlice(in.readableBytes()));
            return;
        }
        if (in.readableBytes() < headerBytes + length) {
            return;
        }
        int first = in.getUnsignedByte(start);
        try {
            check(ctx, first, in, start, headerBytes, length);
            out.add(in.readRetainedSlice(headerBytes + length));
        } catch (ForbiddenPacketException forbidden) {
            done = true;
            in.skipBytes(headerBytes + length);
            out.add(MqttMessageFactory.newInvalidMessage(header(first, length), null, forbidden));
        }
    }

    private void check(ChannelHandlerContext ctx, int first, ByteBuf in, int start, int headerBytes, int length) {
        if (level == 0) {
            level = protocolLevel(in, start + headerBytes, length);
            if (level == 0) {
                done = true; // not MQTT that we speak: the library says so
                return;
            }
            if (level == MqttVersion.MQTT_5.protocolLevel()) {
                ctx.channel().attr(VERSION).set(MqttVersion.MQTT_5);
            }
        }
        if (level == MqttVersion.MQTT_5.protocolLevel()
                && headerBytes > 2
                && in.getByte(start + headerBytes - 1) == 0) {
            throw ForbiddenPacketException.malformed("the remaining length is longer than it must be");
        }
        PacketLayout.check(first, in.slice(start + headerBytes, length), level);
    }

    /** Of the fixed header; 0 while it is not complete. */
    private static int headerBytes(ByteBuf in, int start) {
        int most = Math.min(in.readableBytes(), 1 + LONGEST_LENGTH_FIELD);
        for (int i = 1; i < most; i++) {
            if (in.getByte(start + i) >= 0) {
                return i + 1;
            }
        }
        return most == 1 + LONGEST_LENGTH_FIELD ? most : 0;
    }

    /** Negative where it has too many bytes. */
    private static int length(ByteBuf in, int start, int headerBytes) {
        int length = 0;
        for (int i = 1; i < headerBytes; i++) {
            int digit = in.getByte(start + i);
            length |= (digit & 0x7F) << 7 * (i - 1);
            if (i == LONGEST_LENGTH_FIELD && digit < 0) {
                return -1;
            }
        }
        return length;
    }

    /** 0 where it is none that we know. */
    private static int protocolLevel(ByteBuf in, int at, int length) {
        if (length <= LEVEL_AT) {
            return 0;
        }
        int name = in.getUnsignedShort(at);
        if (name != 4 && name != 6 || length <= 2 + name) {
            return 0;
        }
        int said = in.getUnsignedByte(at + 2 + name);
        return said >= 3 && said <= MqttVersion.MQTT_5.protocolLevel() ? said : 0;
    }

    /** For people to read: the flags say nothing any more. */
    private static MqttFixedHeader header(int first, int length) {
        return first >> 4 == 0
                ? null
                : new MqttFixedHeader(MqttMessageType.valueOf(first >> 4), false, MqttQoS.AT_MOST_ONCE, false, length);
    }
}
