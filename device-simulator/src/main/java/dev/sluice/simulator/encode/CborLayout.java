package dev.sluice.simulator.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.simulator.field.Value;
import dev.sluice.simulator.telemetry.ByteSink;
import java.util.Map;

/** CBOR (RFC 8949): whole numbers in as few bytes as they need, others as doubles. */
final class CborLayout implements Value.Cases<Layout.Builder> {

    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int TEXT = 3;
    private static final int MAP = 5;
    private static final int DOUBLE = 0xFB;
    private static final byte[][] TRUTHS = {{(byte) 0xF4}, {(byte) 0xF5}};
    private static final int ISO_LENGTH = 24;

    private final Layout.Builder out = new Layout.Builder();

    private CborLayout() {}

    static Layout map(Map<String, Value> fields) {
        return new CborLayout().group(new Value.Group(fields)).build();
    }

    /** RFC 8949 §3: a major type, and a number in the shortest form. */
    private static void head(ByteSink sink, int major, long number) {
        int type = major << 5;
        if (number < 24) {
            sink.put(type | (int) number);
        } else if (number <= 0xFF) {
            sink.put(type | 24);
            sink.put((int) number);
        } else if (number <= 0xFFFF) {
            sink.put(type | 25);
            sink.putBigEndian(number, 2);
        } else if (number <= 0xFFFF_FFFFL) {
            sink.put(type | 26);
            sink.putBigEndian(number, 4);
        } else {
            sink.put(type | 27);
            sink.putBigEndian(number, 8);
        }
    }

    private static byte[] headed(int major, long number, byte[] behind) {
        ByteSink sink = new ByteSink();
        head(sink, major, number);
        sink.put(behind);
        return sink.toByteArray();
    }

    private static byte[] text(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return headed(TEXT, bytes.length, bytes);
    }

    @Override
    public Layout.Builder numeric(Value.Numeric value) {
        Value.Figure unscaled = value.unscaled();
        if (value.decimals() == 0) {
            return out.part((sink, device, seq, time) -> {
                long number = unscaled.at(device, seq, time);
                head(sink, number < 0 ? NEGATIVE : UNSIGNED, number < 0 ? ~number : number);
            });
        }
        Scaled scaled = new Scaled(value);
        return out.part((sink, device, seq, time) -> {
            sink.put(DOUBLE);
            sink.putBigEndian(Double.doubleToLongBits(scaled.at(device, seq, time)), 8);
        });
    }

    @Override
    public Layout.Builder choice(Value.Choice value) {
        return out.oneOf(value.texts().stream().map(CborLayout::text).toArray(byte[][]::new), value.index());
    }

    @Override
    public Layout.Builder flag(Value.Flag value) {
        return out.oneOf(TRUTHS, value.figure());
    }

    @Override
    public Layout.Builder isoTime(Value.IsoTime value) {
        return out.bytes(headed(TEXT, ISO_LENGTH, new byte[0]))
                .part((sink, device, seq, time) -> sink.putIsoTime(time));
    }

    @Override
    public Layout.Builder ofDevice(Value.OfDevice value) {
        return out.ofDevice(name -> text(value.text().apply(name)));
    }

    @Override
    public Layout.Builder group(Value.Group value) {
        out.bytes(headed(MAP, value.parts().size(), new byte[0]));
        value.parts().forEach((key, part) -> {
            out.bytes(text(key));
            part.fold(this);
        });
        return out;
    }
}
