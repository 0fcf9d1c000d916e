package dev.sluice.simulator.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sluice.simulator.field.Value;
import java.util.Map;

/** JSON (RFC 8259), without white space. */
final class JsonLayout implements Value.Cases<Layout.Builder> {

    private static final byte[][] TRUTHS = {"false".getBytes(UTF_8), "true".getBytes(UTF_8)};

    private final Layout.Builder out = new Layout.Builder();

    private JsonLayout() {}

    static Layout object(Map<String, Value> fields) {
        return new JsonLayout().group(new Value.Group(fields)).build();
    }

    static Layout members(Map<String, Value> fields) {
        JsonLayout layout = new JsonLayout();
        layout.addMembers(fields);
        return layout.out.build();
    }

    private void addMembers(Map<String, Value> fields) {
        String separator = "";
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            out.bytes(separator.getBytes(UTF_8)).bytes(quoted(field.getKey())).bytes((byte) ':');
            field.getValue().fold(this);
            separator = ",";
        }
    }

    private static byte[] quoted(String text) {
        byte[] inner = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        byte[] quoted = new byte[inner.length + 2];
        quoted[0] = '"';
        System.arraycopy(inner, 0, quoted, 1, inner.length);
        quoted[quoted.length - 1] = '"';
        return quoted;
    }

    @Override
    public Layout.Builder numeric(Value.Numeric value) {
        Value.Figure unscaled = value.unscaled();
        int decimals = value.decimals();
        return out.part((sink, device, seq, time) -> sink.putDecimal(unscaled.at(device, seq, time), decimals));
    }

    @Override
    public Layout.Builder choice(Value.Choice value) {
        return out.oneOf(value.texts().stream().map(JsonLayout::quoted).toArray(byte[][]::new), value.index());
    }

    @Override
    public Layout.Builder flag(Value.Flag value) {
        return out.oneOf(TRUTHS, value.figure());
    }

    @Override
    public Layout.Builder isoTime(Value.IsoTime value) {
        return out.bytes((byte) '"')
                .part((sink, device, seq, time) -> sink.putIsoTime(time))
                .bytes((byte) '"');
    }

    @Override
    public Layout.Builder ofDevice(Value.OfDevice value) {
        return out.ofDevice(name -> quoted(value.text().apply(name)));
    }

    @Override
    public Layout.Builder group(Value.Group value) {
        out.bytes((byte) '{');
        addMembers(value.parts());
        return out.bytes((byte) '}');
    }
}
