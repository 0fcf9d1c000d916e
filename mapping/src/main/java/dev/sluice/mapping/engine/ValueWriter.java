package dev.sluice.mapping.engine;

import dev.sluice.mapping.rule.Framing;
import dev.sluice.mapping.rule.ValueForm;
import dev.sluice.mapping.transcode.AvroBuffer;
import dev.sluice.mapping.transcode.Transcoded;
import java.nio.charset.StandardCharsets;

/** Writes a record's value, framing first, as one rule wants it. An id that only the registry knows is left 0. */
@FunctionalInterface
interface ValueWriter {

    byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);

    /** @param values of the message and, with {@code each}, of the element; the document to read is theirs too */
    Transcoded write(MessageValues values, AvroBuffer out);

    static ValueWriter of(ValueForm form) {
        return form.fold(ValueWriter::envelope, ValueWriter::fromJson, ValueWriter::fromBytes);
    }

    private static ValueWriter envelope(ValueForm.Envelope form) {
        var extractor = form.extractor().orElse(null);
        return (values, out) -> {
            EnvelopeRecord.write(values.message(), out);
            return extractor == null
                    ? Transcoded.Encoded.NOTHING_EXTRACTED
                    : extractor.transcode(values.json(), values.offset(), values.length(), values, out);
        };
    }

    private static ValueWriter fromJson(ValueForm.FromJson form) {
        var framing = bytes(form.framing());
        return (values, out) -> {
            out.writeFixed(framing);
            values.fill(form.slots());
            return form.transcoder().transcode(values.json(), values.offset(), values.length(), values, out);
        };
    }

    private static ValueWriter fromBytes(ValueForm.FromBytes form) {
        var framing = bytes(form.framing());
        return (values, out) -> {
            out.writeFixed(framing);
            values.fill(form.slots());
            for (var stretch : form.stretches()) {
                if (stretch instanceof ValueForm.Payload payload) {
                    if (payload.branch() >= 0) {
                        out.writeInt(payload.branch());
                    }
                    out.writeBytes(values.message().payload());
                } else if (stretch instanceof ValueForm.Copied copied) {
                    var wrong = copied.payload().check(values.json(), values.offset(), values.length());
                    if (wrong != null) {
                        return new Transcoded.Unfit(wrong.reason(), wrong.detail());
                    }
                    int front = copied.payload().framingLength();
                    out.writeFixed(values.json(), values.offset() + front, values.length() - front);
                } else {
                    var fields = ((ValueForm.Fields) stretch).transcoder();
                    var transcoded = fields.transcode(EMPTY_OBJECT, 0, EMPTY_OBJECT.length, values, out);
                    if (transcoded instanceof Transcoded.Unfit) {
                        return transcoded;
                    }
                }
            }
            return Transcoded.Encoded.NOTHING_EXTRACTED;
        };
    }

    private static byte[] bytes(Framing framing) {
        return framing.fold(Framing.Fixed::bytes, () -> new byte[Framing.CONFLUENT_BYTES]);
    }
}
