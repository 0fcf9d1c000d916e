package dev.sluice.mapping.payload;

import dev.sluice.mapping.json.JsonBuffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Logical types whose JSON is not that of the type below them, in the forms that the transcoder reads back. */
final class AvroLogicals {

    private AvroLogicals() {}

    /** @param size bytes of a fixed, -1 for bytes */
    record OfDecimal(int scale, BigInteger bound, int size) implements AvroType {

        /** As many digits as the transcoder writes; turning bits into digits costs the square of their number. */
        private static final int MOST_DIGITS = 1000;

        static OfDecimal of(int precision, int scale, int size) {
            return new OfDecimal(scale, BigInteger.TEN.pow(Math.min(precision, MOST_DIGITS)), size);
        }

        @Override
        public void write(AvroBytes in, JsonBuffer out) throws Undecodable {
            out.number(new BigDecimal(unscaled(in), scale).toString());
        }

        @Override
        public void check(AvroBytes in) throws Undecodable {
            unscaled(in);
        }

        private BigInteger unscaled(AvroBytes in) throws Undecodable {
            int start = in.take(size < 0 ? in.readLong() : size);
            if (start == in.pos) {
                throw new Undecodable("a decimal has no bytes");
            }
            var value = new BigInteger(in.bytes, start, in.pos - start);
            if (value.abs().compareTo(bound) >= 0) {
                throw new Undecodable("a decimal has more digits than its schema allows");
            }
            return value;
        }
    }

    /** 16 bytes as text, as RFC 9562 §4 writes it. */
    enum OfUuid implements AvroType {
        FIXED;

        @Override
        public void write(AvroBytes in, JsonBuffer out) throws Undecodable {
            out.string(new UUID(in.bigEndian(8), in.bigEndian(8)).toString());
        }

        @Override
        public void check(AvroBytes in) throws Undecodable {
            in.take(16);
        }
    }

    /** Months, days and milliseconds, unsigned, as an object of the three. */
    enum OfDuration implements AvroType {
        FIXED;

        private static final byte[][] NAMES = {
            "months".getBytes(StandardCharsets.US_ASCII),
            "days".getBytes(StandardCharsets.US_ASCII),
            "millis".getBytes(StandardCharsets.US_ASCII)
        };

        @Override
        public void write(AvroBytes in, JsonBuffer out) throws Undecodable {
            in.open();
            out.beginObject();
            for (byte[] name : NAMES) {
                out.name(name, 0, name.length).number(in.littleEndian(4));
            }
            out.endObject();
            in.close();
        }

        @Override
        public void check(AvroBytes in) throws Undecodable {
            in.open();
            in.take(12);
            in.close();
        }
    }
}
