package dev.sluice.mapping.transcode;

import dev.sluice.mapping.message.RejectReason;

/** The coders of Avro's uuid: text as RFC 9562 §4 writes it, upper or lower case. */
final class UuidCoders {

    private static final int LENGTH = 36;

    private UuidCoders() {}

    /** As it was sent. */
    static final class OfString extends Coder {
        @Override
        boolean encode(Pass pass) {
            if (!read(pass.in)) {
                return false;
            }
            JsonText text = pass.in.text;
            if (!isUuid(text)) {
                return refuse(pass.in);
            }
            pass.body.writeBytes(text.bytes, text.from, LENGTH);
            return true;
        }

        @Override
        boolean takes(int kind) {
            return kind == JsonKind.TEXT;
        }
    }

    /** Its 16 bytes, most significant first; base64 of them is taken too. */
    static final class OfFixed extends Coder {
        @Override
        boolean encode(Pass pass) {
            if (!read(pass.in)) {
                return false;
            }
            JsonText text = pass.in.text;
            if (!isUuid(text)) {
                boolean bytes = Base64Text.decodedLength(text) == 16 && Base64Text.decode(text, pass.body);
                return bytes || refuse(pass.in);
            }
            int half = -1;
            for (int i = text.from; i < text.to; i++) {
                if (text.bytes[i] == '-') {
                    continue;
                }
                int digit = Character.digit(text.bytes[i], 16);
                if (half < 0) {
                    half = digit;
                } else {
                    pass.body.writeByte(half << 4 | digit);
                    half = -1;
                }
            }
            return true;
        }

        @Override
        boolean takes(int kind) {
            return kind == JsonKind.TEXT;
        }
    }

    private static boolean read(JsonCursor in) {
        return in.peek() == '"' ? in.readText() : in.wrongType("a uuid");
    }

    private static boolean refuse(JsonCursor in) {
        return in.fail(RejectReason.FIELD_TYPE, "a uuid was expected, such as f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
    }

    private static boolean isUuid(JsonText text) {
        if (text.to - text.from != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            int c = text.bytes[text.from + i];
            boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
            if (hyphen ? c != '-' : Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
