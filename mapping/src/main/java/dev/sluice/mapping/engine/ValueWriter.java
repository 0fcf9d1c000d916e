package dev.sluice.mapping.engine;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.rule.ValueForm;
import dev.sluice.mapping.transcode.AvroBuffer;
import dev.sluice.mapping.transcode.Transcoded;
import java.nio.charset.StandardCharsets;

/** Writes a record's value, framing first, as one rule wants it. */
@FunctionalInterface
interface ValueWriter {

    byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);

    Transcoded write(DeviceMessage message, MessageValues values, AvroBuffer out);

    static ValueWriter of(ValueForm form) {
        return form.fold(ValueWriter::envelope, ValueWriter::fromJson, ValueWriter::fromBytes);
    }

    private static ValueWriter envelope(ValueForm.Envelope form) {
        var extractor = form.extractor().orElse(null);
        var nothing = new Transcoded.Encoded(null);
        return (message, values, out) -> {
            EnvelopeRecord.write(message, out);
            return extractor == null
                    ? nothing
                    : extractor.transcode(message.payload(), 0, message.payload().length, values, out);
        };
    }

    private static ValueWriter fromJson(ValueForm.FromJson form) {
        return (message, values, out) -> {
            out.writeFixed(form.framing());
            values.fill(form.slots());
            return form.transcoder().transcode(message.payload(), 0, message.payload().length, values, out);
        };
    }

    private static ValueWriter fromBytes(ValueForm.FromBytes form) {
        var nothing = new Transcoded.Encoded(null);
        return (message, values, out) -> {
            out.writeFixed(form.framing());
            values.fill(form.slots());
            for (var stretch : form.stretches()) {
                if (stretch instanceof ValueForm.Payload payload) {
                    if (payload.branch() >= 0) {
                        out.writeInt(payload.branch());
                    }
                    out.writeBytes(message.payload());
                } else {
                    var fields = ((ValueForm.Fields) stretch).transcoder();
                    var transcoded = fields.transcode(EMPTY_OBJECT, 0, EMPTY_OBJECT.length, values, out);
                    if (transcoded instanceof Transcoded.Unfit) {
                        return transcoded;
                    }
                }
            }
            return nothing;
        };
    }
}
