package dev.sluice.simulator.lean;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** A packet that is made so seldom that its making may cost something. */
final class Bytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Bytes one(int value) {
        bytes.write(value);
        return this;
    }

    Bytes two(int value) {
        return one(value >>> 8).one(value);
    }

    Bytes text(String text) {
        return counted(text.getBytes(UTF_8));
    }

    /** At most 65,535 bytes with their number in front (MQTT 5.0 §1.5.6). */
    Bytes counted(byte[] content) {
        two(content.length);
        bytes.writeBytes(content);
        return this;
    }

    /** The whole packet: its type, the remaining length, and what was written. */
    byte[] behind(int type) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(type);
        int rest = bytes.size();
        while (rest > 0x7F) {
            packet.write(rest | 0x80);
            rest >>>= 7;
        }
        packet.write(rest);
        packet.writeBytes(bytes.toByteArray());
        return packet.toByteArray();
    }
}
