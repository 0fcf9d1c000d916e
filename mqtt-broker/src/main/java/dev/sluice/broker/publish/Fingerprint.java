package dev.sluice.broker.publish;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * What a PUBLISH says, to tell whether a resend says the same: topic, payload and retain flag in a length and 64 bits.
 *
 * <p>CRC-32 and CRC-32C side by side: the JVM has both as instructions. Their polynomials have no factor in common, so two contents of one
 * length that differ within 64 bits in a row (a counter, a reading) never look the same, and others once in 2^64. Nobody gains by
 * making a collision: a device can deceive nobody but itself.
 *
 * @param length of topic and payload, in bytes
 * @param checksums CRC-32 above CRC-32C
 */
public record Fingerprint(int length, long checksums) {

    public static Fingerprint of(String topic, byte[] payload, boolean retained) {
        var name = topic.getBytes(StandardCharsets.UTF_8);
        var one = new CRC32();
        var other = new CRC32C();
        one.update(name);
        other.update(name);
        int after = retained ? 0xFF : 0xFE; // UTF-8 has neither, so the topic ends here
        one.update(after);
        other.update(after);
        one.update(payload);
        other.update(payload);
        return new Fingerprint(name.length + payload.length, one.getValue() << 32 | other.getValue());
    }
}
