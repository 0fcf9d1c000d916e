package dev.sluice.mapping.transcode;

import dev.sluice.mapping.message.RejectReason;
import java.util.List;

/** The coders of what JSON writes as text though Avro does not: bytes, fixed, enum. */
final class TextCoders {

    private TextCoders() {}

    static final class OfBytes extends Coder {
        @Override
        boolean encode(Pass pass) {
            JsonCursor in = pass.in;
            if (in.peek() != '"') {
                return in.wrongType("bytes (text in base64)");
            }
            if (!in.readText()) {
                return false;
            }
            int length = Base64Text.decodedLength(in.text);
            if (length < 0) {
                return Base64Text.refuse(in);
            }
            pass.body.writeLong(length);
            return Base64Text.decode(in.text, pass.body) || Base64Text.refuse(in);
        }

        @Override
        boolean takes(int kind) {
            return kind == JsonKind.TEXT;
        }
    }

    static final class OfFixed extends Coder {
        private final int size;

        OfFixed(int size) {
            this.size = size;
        }

        @Override
        boolean encode(Pass pass) {
            JsonCursor in = pass.in;
            if (in.peek() != '"') {
                return in.wrongType("fixed (text in base64)");
            }
            if (!in.readText()) {
                return false;
            }
            int length = Base64Text.decodedLength(in.text);
            if (length >= 0 && length != size) {
                return in.fail(RejectReason.FIELD_TYPE, "fixed of " + size + " bytes was expected, found " + length);
            }
            return (length >= 0 && Base64Text.decode(in.text, pass.body)) || Base64Text.refuse(in);
        }

        @Override
        boolean takes(int kind) {
            return kind == JsonKind.TEXT;
        }
    }

    static final class OfEnum extends Coder {
        private final KeyTable symbols;
        private final String name;

        OfEnum(String name, List<String> symbols) {
            this.symbols = new KeyTable(symbols);
            this.name = name;
        }

        @Override
        boolean encode(Pass pass) {
            JsonCursor in = pass.in;
            if (in.peek() != '"') {
                return in.wrongType("a symbol of " + name);
            }
            if (!in.readText()) {
                return false;
            }
            int symbol = symbols.find(in.text);
            if (symbol < 0) {
                return in.fail(RejectReason.ENUM_SYMBOL_UNKNOWN, "not a symbol of enum " + name);
            }
            pass.body.writeInt(symbol);
            return true;
        }

        @Override
        boolean takes(int kind) {
            return kind == JsonKind.TEXT;
        }
    }
}
