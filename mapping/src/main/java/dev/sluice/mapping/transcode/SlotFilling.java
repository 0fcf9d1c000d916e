package dev.sluice.mapping.transcode;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;

/** A field that the caller's text fills (a capture, the client id): a string as it is, other types as JSON would read it. */
final class SlotFilling implements Filling {

    private final int slot;
    private final String field;
    private final Filling absent;
    /** The union branch taken, -1 outside unions. */
    private final int branch;

    private final Schema target;
    /** Null for string, which needs none. */
    private final Coder coder;

    private SlotFilling(int slot, String field, Filling absent, int branch, Schema target, Coder coder) {
        this.slot = slot;
        this.field = field;
        this.absent = absent;
        this.branch = branch;
        this.target = target;
        this.coder = coder;
    }

    /** @param absent what to do when the caller has no text */
    static SlotFilling of(int slot, Schema.Field field, Filling absent, CoderCompiler coders) throws PlanInvalid {
        Schema schema = field.schema();
        boolean union = schema.isUnion();
        Schema target = null;
        int branch = -1;
        int branches = union ? schema.getTypes().size() : 1;
        for (int i = 0; i < branches; i++) {
            Schema candidate = union ? schema.getTypes().get(i) : schema;
            boolean string = candidate.getType() == Schema.Type.STRING;
            if (takesText(candidate) && (target == null || string)) {
                target = candidate;
                branch = union ? i : -1;
                if (string) {
                    break;
                }
            }
        }
        if (target == null) {
            throw new PlanInvalid(
                    "field '" + field.name() + "': text can fill a string, number, boolean, enum or logical type, not "
                            + schema.getType().getName());
        }
        Coder coder = coders.compile(target, field.name());
        boolean string = target.getType() == Schema.Type.STRING && target.getLogicalType() == null;
        return new SlotFilling(slot, field.name(), absent, branch, target, string ? null : coder);
    }

    private static boolean takesText(Schema schema) {
        return switch (schema.getType()) {
            case STRING, INT, LONG, FLOAT, DOUBLE, BOOLEAN, ENUM -> true;
            case BYTES, FIXED -> schema.getLogicalType() != null;
            default -> false;
        };
    }

    @Override
    public boolean write(Pass pass, AvroBuffer out) {
        String text = pass.values.text(slot, pass.extracted());
        if (text == null) {
            return absent.write(pass, out);
        }
        if (branch >= 0) {
            out.writeInt(branch);
        }
        if (coder == null) {
            out.writeString(text);
            return true;
        }
        return writeAsJson(text, pass, out);
    }

    private boolean writeAsJson(String text, Pass pass, AvroBuffer out) {
        byte[] json = quoted(text)
                ? ('"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"')
                        .getBytes(StandardCharsets.UTF_8)
                : text.getBytes(StandardCharsets.UTF_8);
        return pass.encodeAside(json, json.length, coder, field, out);
    }

    /** Whether the text is text for JSON too: what has a form of its own, and numbers that JSON cannot write. */
    private boolean quoted(String text) {
        return switch (target.getType()) {
            case INT, LONG -> target.getLogicalType() != null && !isWholeNumber(text);
            case FLOAT, DOUBLE -> text.equals("NaN") || text.endsWith("Infinity");
            case BOOLEAN -> false;
            default -> true;
        };
    }

    private static boolean isWholeNumber(String text) {
        String digits = text.startsWith("-") ? text.substring(1) : text;
        return !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
