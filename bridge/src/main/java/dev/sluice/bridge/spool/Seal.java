package dev.sluice.bridge.spool;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Guards the records of one group of files: with a key AES-256-GCM, so that nobody without it reads or forges one; without a key a
 * checksum. A record torn by a power failure, or moved to another place, does not open.
 *
 * <p>Each group has a key of its own, made from the configured one and the group's random salt (HMAC-SHA256), so that a sequence number is
 * a nonce that never comes twice. One thread at a time.
 */
final class Seal {

    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;

    private final Optional<SecretKeySpec> key;
    private final byte[] salt;

    private Seal(Optional<SecretKeySpec> key, byte[] salt) {
        this.key = key;
        this.salt = salt;
    }

    /** @param master 32 bytes; empty for a journal that is not encrypted */
    static Seal of(Optional<byte[]> master, byte[] salt) {
        return new Seal(master.map(bytes -> new SecretKeySpec(hmac(bytes, salt), "AES")), salt);
    }

    static byte[] hmac(byte[] key, byte[] text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    byte[] close(long sequence, byte[] record) {
        if (key.isEmpty()) {
            var closed = Arrays.copyOf(record, record.length + Integer.BYTES);
            ByteBuffer.wrap(closed).putInt(record.length, checksum(sequence, record, record.length));
            return closed;
        }
        try {
            return cipher(Cipher.ENCRYPT_MODE, sequence).doFinal(record);
        } catch (GeneralSecurityException bug) {
            throw new IllegalStateException(bug);
        }
    }

    /** Empty if the record is not whole or not ours. */
    Optional<byte[]> open(long sequence, byte[] closed) {
        if (key.isEmpty()) {
            int length = closed.length - Integer.BYTES;
            boolean whole = length >= 0 && ByteBuffer.wrap(closed).getInt(length) == checksum(sequence, closed, length);
            return whole ? Optional.of(Arrays.copyOf(closed, length)) : Optional.empty();
        }
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, sequence).doFinal(closed));
        } catch (GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, long sequence) throws GeneralSecurityException {
        var nonce = ByteBuffer.allocate(NONCE_BYTES).putLong(sequence).array();
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.orElseThrow(), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    /** The salt is in it, so that bytes within a device's payload never look like a record. */
    private int checksum(long sequence, byte[] record, int length) {
        var crc = new CRC32C();
        crc.update(salt);
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, sequence));
        crc.update(record, 0, length);
        return (int) crc.getValue();
    }

    static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }
}
