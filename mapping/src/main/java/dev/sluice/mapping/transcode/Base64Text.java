package dev.sluice.mapping.transcode;

import dev.sluice.mapping.message.RejectReason;
import java.util.Arrays;

/** Base64 (RFC 4648 §4; padding optional) straight from the payload into the record. */
final class Base64Text {

    private static final byte[] SIXES = new byte[128];

    static {
        Arrays.fill(SIXES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            SIXES[alphabet.charAt(i)] = (byte) i;
        }
    }

    private Base64Text() {}

    /** How many bytes the text stands for, or -1 where no text of this length can be base64. */
    static int decodedLength(JsonText text) {
        int characters = unpadded(text) - text.from;
        boolean padded = text.from + characters < text.to;
        if (characters % 4 == 1 || (padded && (text.to - text.from) % 4 != 0)) {
            return -1;
        }
        return characters / 4 * 3 + Math.max(0, characters % 4 - 1);
    }

    /** Appends the decoded bytes; false at a character that is not of the alphabet. */
    static boolean decode(JsonText text, AvroBuffer out) {
        int end = unpadded(text);
        int bits = 0;
        int held = 0;
        for (int i = text.from; i < end; i++) {
            int c = text.bytes[i];
            int six = c < 0 ? -1 : SIXES[c];
            if (six < 0) {
                return false;
            }
            held = held << 6 | six;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                out.writeByte(held >>> bits);
            }
        }
        return true;
    }

    static boolean refuse(JsonCursor in) {
        return in.fail(RejectReason.FIELD_TYPE, "text in base64 was expected");
    }

    private static int unpadded(JsonText text) {
        int end = text.to;
        for (int i = 0; i < 2 && end > text.from && text.bytes[end - 1] == '='; i++) {
            end--;
        }
        return end;
    }
}
