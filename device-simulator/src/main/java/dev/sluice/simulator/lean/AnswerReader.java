package dev.sluice.simulator.lean;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Reads a broker's packets out of the byte stream, however it is cut, and tells {@link Answers}. One per connection. */
final class AnswerReader {

    /** Far more than any answer needs, and any message to a slow reader; more is a mistake or malice. */
    private static final int LARGEST_PACKET = 16 * 1024 * 1024;

    private static final int INCOMPLETE = -1;

    private final Answers answers;
    private final boolean v5;
    private final ByteBuf rest = Unpooled.buffer(64);
    private boolean broken;

    AnswerReader(Answers answers, boolean v5) {
        this.answers = answers;
        this.v5 = v5;
    }

    /** Reads all whole packets and keeps what is left over for the next call. The buffer stays the caller's. */
    void read(ByteBuf bytes) {
        if (rest.isReadable()) {
            rest.writeBytes(bytes);
            readPackets(rest);
            rest.discardReadBytes();
        } else {
            readPackets(bytes);
            rest.clear().writeBytes(bytes);
        }
    }

    private void readPackets(ByteBuf in) {
        while (!broken && in.readableBytes() >= 2) {
            int start = in.readerIndex();
            int type = in.readUnsignedByte();
            int length = in.readByte();
            if (length < 0) {
                length = longLength(in, length & 0x7F);
            }
            if (broken || length == INCOMPLETE || in.readableBytes() < length) {
                in.readerIndex(start);
                return;
            }
            int end = in.readerIndex() + length;
            packet(in, type, length);
            in.readerIndex(end);
        }
    }

    private void packet(ByteBuf in, int type, int length) {
        switch (type) {
            case 0x40 -> {
                if (need(length, 2, "PUBACK")) {
                    answers.pubAck(in.readUnsignedShort(), length > 2 ? in.readUnsignedByte() : 0);
                }
            }
            case 0x50 -> {
                if (need(length, 2, "PUBREC")) {
                    answers.pubRec(in.readUnsignedShort(), length > 2 ? in.readUnsignedByte() : 0);
                }
            }
            case 0x70 -> {
                if (need(length, 2, "PUBCOMP")) {
                    answers.pubComp(in.readUnsignedShort());
                }
            }
            case 0x20 -> connAck(in, length);
            case 0xD0 -> answers.pingResp();
            case 0xE0 -> answers.disconnect(length > 0 ? in.readUnsignedByte() : 0);
            case 0x90 -> {
                if (need(length, 3, "SUBACK")) {
                    answers.subAck(in.getUnsignedByte(in.readerIndex() + length - 1));
                }
            }
            case 0x30, 0x31 -> {
                // A message at QoS 0 wants no answer. Sessions of an earlier run may still have the subscription of a
                // slow reader.
            }
            default -> fail("packet type 0x" + Integer.toHexString(type));
        }
    }

    private void connAck(ByteBuf in, int length) {
        if (!need(length, 2, "CONNACK")) {
            return;
        }
        int end = in.readerIndex() + length;
        boolean sessionPresent = (in.readByte() & 1) == 1;
        int reason = in.readUnsignedByte();
        int receiveMaximum = v5 && length > 2 ? ConnAckProperties.receiveMaximum(in, end) : ConnAckProperties.LARGEST;
        if (receiveMaximum == ConnAckProperties.MALFORMED) {
            fail("CONNACK with malformed properties");
        } else {
            answers.connAck(sessionPresent, reason, receiveMaximum);
        }
    }

    /** The remaining length when it has more than one byte (MQTT 5.0 §1.5.5). */
    private int longLength(ByteBuf in, int lowest) {
        int length = lowest;
        for (int shift = 7; shift < 28; shift += 7) {
            if (!in.isReadable()) {
                return INCOMPLETE;
            }
            int digit = in.readByte();
            length |= (digit & 0x7F) << shift;
            if (digit >= 0) {
                if (length > LARGEST_PACKET) {
                    fail("a packet of " + length + " bytes");
                }
                return length;
            }
        }
        fail("a remaining length of more than four bytes");
        return INCOMPLETE;
    }

    private boolean need(int length, int least, String packet) {
        if (length < least) {
            fail(packet + " of " + length + " bytes");
        }
        return length >= least;
    }

    private void fail(String what) {
        broken = true;
        answers.malformed(what);
    }
}
