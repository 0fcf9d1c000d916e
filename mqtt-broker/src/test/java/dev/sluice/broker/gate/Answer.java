package dev.sluice.broker.gate;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** One acknowledgement as a device sees it; reason 0 also when the packet has none. */
record Answer(String type, int packetId, int reason) {

    static Answer puback(int packetId) {
        return new Answer("PUBACK", packetId, 0);
    }

    static Answer pubrec(int packetId) {
        return new Answer("PUBREC", packetId, 0);
    }

    static Answer pubcomp(int packetId) {
        return new Answer("PUBCOMP", packetId, 0);
    }

    Answer because(int code) {
        return new Answer(type, packetId, code);
    }

    /** Takes every acknowledgement out of a buffer and releases it. */
    static List<Answer> in(ByteBuf bytes) {
        var answers = new ArrayList<Answer>();
        while (bytes.isReadable()) {
            int first = bytes.readUnsignedByte();
            int length = bytes.readUnsignedByte();
            int packetId = bytes.readUnsignedShort();
            answers.add(new Answer(name(first), packetId, length > 2 ? bytes.readUnsignedByte() : 0));
        }
        bytes.release();
        return answers;
    }

    private static String name(int firstByte) {
        return switch (firstByte) {
            case 0x40 -> "PUBACK";
            case 0x50 -> "PUBREC";
            case 0x70 -> "PUBCOMP";
            default -> throw new AssertionError("first byte " + Integer.toHexString(firstByte));
        };
    }
}
