package dev.sluice.broker.decode;

import io.netty.buffer.ByteBuf;
import java.util.Set;

/** What the library does not look at in packets of devices (MQTT 5.0 §3, MQTT 3.1.1 §3). */
final class PacketLayout {

    static final int CONNECT = 1;
    static final int PUBLISH = 3;
    private static final int PUBACK = 4;
    private static final int PUBREC = 5;
    private static final int PUBREL = 6;
    private static final int PUBCOMP = 7;
    private static final int SUBSCRIBE = 8;
    private static final int UNSUBSCRIBE = 10;
    private static final int DISCONNECT = 14;
    private static final int AUTH = 15;

    private static final int WILL_FLAG = 4;
    private static final int NAME_AND_PASSWORD_FLAGS = 0xC0;
    private static final int RESERVED_OPTIONS = 0xC0;
    private static final int RESERVED_OPTIONS_MQTT_3 = 0xFC;
    private static final int RETAIN_HANDLING = 0x30;

    private static final Set<Integer> ACKNOWLEDGED = Set.of(0, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99);
    private static final Set<Integer> RELEASED = Set.of(0, 0x92);
    private static final Set<Integer> AUTHENTICATING = Set.of(0x18, 0x19);
    private static final Set<Integer> LEAVING =
            Set.of(0, 0x04, 0x80, 0x81, 0x82, 0x83, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99);

    private PacketLayout() {}

    /**
     * @param first the first byte of the packet
     * @param content what follows the fixed header; properties in it may change places
     * @param level 3, 4 or 5
     * @throws ForbiddenPacketException saying what is wrong
     */
    static void check(int first, ByteBuf content, int level) {
        var packet = new PacketCursor(content, content.readerIndex(), content.readableBytes());
        boolean five = level >= 5;
        switch (first >> 4) {
            case CONNECT -> connect(packet, content, five);
            case PUBLISH -> publish(first, packet, content, five);
            case PUBACK, PUBREC -> acknowledgement(packet, content, five, ACKNOWLEDGED);
            case PUBREL, PUBCOMP -> acknowledgement(packet, content, five, RELEASED);
            case SUBSCRIBE -> subscribe(packet, content, five);
            case UNSUBSCRIBE -> unsubscribe(packet, content, five);
            case DISCONNECT -> disconnect(packet, content, five);
            case AUTH -> {
                if (five) {
                    reason(packet, content, AUTHENTICATING, PropertyRules.AUTH);
                }
            }
            default -> {
                // nothing in it, or not for a device to send
            }
        }
    }

    private static void connect(PacketCursor packet, ByteBuf content, boolean five) {
        packet.sized();
        packet.one();
        int flags = packet.one();
        packet.two();
        if (five) {
            PropertyRules.CONNECT.check(packet, content);
        }
        packet.sized();
        if ((flags & WILL_FLAG) != 0) {
            if (five) {
                PropertyRules.WILL.check(packet, content);
            }
            packet.sized();
            packet.sized();
        }
        for (int name = Integer.bitCount(flags & NAME_AND_PASSWORD_FLAGS); name > 0; name--) {
            packet.sized();
        }
    }

    private static void publish(int first, PacketCursor packet, ByteBuf content, boolean five) {
        int qos = first >> 1 & 3;
        if (qos == 0 && (first & 8) != 0) {
            throw ForbiddenPacketException.malformed("DUP with QoS 0");
        }
        packet.sized();
        packet.skip(qos > 0 ? 2 : 0);
        if (five) {
            PropertyRules.PUBLISH.check(packet, content);
        }
    }

    private static void acknowledgement(PacketCursor packet, ByteBuf content, boolean five, Set<Integer> reasons) {
        packet.two();
        if (five) {
            reason(packet, content, reasons, PropertyRules.ACKNOWLEDGEMENT);
        } else if (!packet.isAtEnd()) {
            throw ForbiddenPacketException.malformed("an acknowledgement says more than MQTT 3.1.1 knows");
        }
    }

    /** Both may be missing. */
    private static void reason(PacketCursor packet, ByteBuf content, Set<Integer> reasons, PropertyRules properties) {
        if (!packet.isAtEnd() && !reasons.contains(packet.one())) {
            throw ForbiddenPacketException.error("a reason code that a device does not give here");
        }
        if (!packet.isAtEnd()) {
            properties.check(packet, content);
        }
    }

    private static void subscribe(PacketCursor packet, ByteBuf content, boolean five) {
        packet.two();
        if (five) {
            PropertyRules.SUBSCRIBE.check(packet, content);
        }
        while (!packet.isAtEnd()) {
            packet.sized();
            int options = packet.one();
            if ((options & (five ? RESERVED_OPTIONS : RESERVED_OPTIONS_MQTT_3)) != 0) {
                throw ForbiddenPacketException.malformed("reserved bits in the options of a subscription");
            }
            if ((options & 3) == 3 || (options & RETAIN_HANDLING) == RETAIN_HANDLING) {
                throw ForbiddenPacketException.error("QoS 3 or Retain Handling 3 in the options of a subscription");
            }
        }
    }

    private static void unsubscribe(PacketCursor packet, ByteBuf content, boolean five) {
        packet.two();
        if (five) {
            PropertyRules.UNSUBSCRIBE.check(packet, content);
        }
        while (!packet.isAtEnd()) {
            packet.sized();
        }
    }

    private static void disconnect(PacketCursor packet, ByteBuf content, boolean five) {
        if (five) {
            reason(packet, content, LEAVING, PropertyRules.DISCONNECT);
        } else if (!packet.isAtEnd()) {
            throw ForbiddenPacketException.malformed("DISCONNECT says more than MQTT 3.1.1 knows");
        }
    }
}
