package dev.sluice.mapping.payload;

import dev.sluice.mapping.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The values of Avro that hold no others, as JSON. */
enum AvroScalars implements AvroType {
    NULL {
        @Override
        public void write(AvroBytes in, JsonBuffer out) {
            out.nullValue();
        }

        @Override
        public void check(AvroBytes in) {}
    },
    BOOLEAN {
        @Override
        public void write(AvroBytes in, JsonBuffer out) throws Undecodable {
            out.bool(in.readBoolean());
        }

        @Override
        public void check(AvroBytes in) throws Undecodable {
            in.readBoolean();
        }
    },
    INT {
        @Override
        public void write(AvroBytes in, JsonBuffer out) throws Undecodable {
            out.number(in.readInt());
        }

        @Override
        public void check(AvroBytes in) throws Undecodable {
            in.readInt();
        }
    },
    LONG {
        @Override
        public void write(AvroBytes in, JsonBuffer out) throws Undecodable {
            out.number(in.readLong());
        }

        @Override
        public void check(AvroBytes in) throws Undecodable {
            in.readLong();
        }
    },
    FLOAT {
        @Override
        public void write(AvroBytes in, JsonBuffer out) throws Undecodable {
            out.number(Float.intBitsToFloat((int) in.littleEndian(4)));
        }

        @Override
        public void check(AvroBytes in) throws Undecodable {
            in.take(4);
        }
    },
    DOUBLE {
        @Override
        public void write(AvroBytes in, JsonBuffer out) throws Undecodable {
            out.number(Double.longBitsToDouble(in.littleEndian(8)));
        }

        @Override
        public void check(AvroBytes in) throws Undecodable {
            in.take(8);
        }
    },
    STRING {
        @Override
        public void write(AvroBytes in, JsonBuffer out) throws Undecodable {
            int start = in.takeText(in.readLong());
            out.string(in.bytes, start, in.pos - start);
        }

        @Override
        public void check(AvroBytes in) throws Undecodable {
            in.takeText(in.readLong());
        }
    },
    BYTES {
        @Override
        public void write(AvroBytes in, JsonBuffer out) throws Undecodable {
            int start = in.take(in.readLong());
            out.base64(in.bytes, start, in.pos - start);
        }

        @Override
        public void check(AvroBytes in) throws Undecodable {
            in.take(in.readLong());
        }
    };

    record OfFixed(int size) implements AvroType {
        @Override
        public void write(AvroBytes in, JsonBuffer out) throws Undecodable {
            out.base64(in.bytes, in.take(size), size);
        }

        @Override
        public void check(AvroBytes in) throws Undecodable {
            in.take(size);
        }
    }

    record OfEnum(byte[][] symbols) implements AvroType {

        static OfEnum of(List<String> symbols) {
            return new OfEnum(symbols.stream()
                    .map(symbol -> symbol.getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new));
        }

        @Override
        public void write(AvroBytes in, JsonBuffer out) throws Undecodable {
            byte[] symbol = symbols[in.readIndex(symbols.length)];
            out.string(symbol, 0, symbol.length);
        }

        @Override
        public void check(AvroBytes in) throws Undecodable {
            in.readIndex(symbols.length);
        }
    }
}
