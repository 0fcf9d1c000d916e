package dev.sluice.simulator.lean;

import io.netty.buffer.ByteBuf;

/** Finds the one property of a CONNACK that a publisher must obey: Receive Maximum (MQTT 5.0 §3.2.2.3). */
final class ConnAckProperties {

    /** Receive Maximum when the broker does not say. */
    static final int LARGEST = 65_535;

    static final int MALFORMED = -1;

    private static final int RECEIVE_MAXIMUM = 0x21;

    private ConnAckProperties() {}

    /** Reads from the property length on; {@code end} is where the packet ends. */
    static int receiveMaximum(ByteBuf in, int end) {
        int found = LARGEST;
        try {
            int propertiesEnd = variableInt(in) + in.readerIndex();
            if (propertiesEnd > end) {
                return MALFORMED;
            }
            while (in.readerIndex() < propertiesEnd) {
                int id = in.readUnsignedByte();
                if (id == RECEIVE_MAXIMUM) {
                    found = in.readUnsignedShort();
                } else if (!skip(in, id)) {
                    return MALFORMED;
                }
            }
            if (in.readerIndex() != propertiesEnd) {
                return MALFORMED;
            }
        } catch (IndexOutOfBoundsException e) {
            return MALFORMED;
        }
        return found == 0 ? MALFORMED : found;
    }

    private static boolean skip(ByteBuf in, int id) {
        switch (id) {
            case 0x24, 0x25, 0x28, 0x29, 0x2A -> in.skipBytes(1);
            case 0x13, 0x22 -> in.skipBytes(2);
            case 0x11, 0x27 -> in.skipBytes(4);
            case 0x12, 0x15, 0x16, 0x1A, 0x1C, 0x1F -> in.skipBytes(in.readUnsignedShort());
            case 0x26 -> {
                in.skipBytes(in.readUnsignedShort());
                in.skipBytes(in.readUnsignedShort());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static int variableInt(ByteBuf in) {
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int digit = in.readByte();
            value |= (digit & 0x7F) << shift;
            if (digit >= 0) {
                return value;
            }
        }
        throw new IndexOutOfBoundsException("more than four bytes");
    }
}
