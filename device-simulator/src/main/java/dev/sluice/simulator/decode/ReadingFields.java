package dev.sluice.simulator.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.generic.GenericRecord;

/** Finds device and sequence number in what was decoded. */
final class ReadingFields {

    private final FieldPath device;
    private final FieldPath seq;

    /** @param device name of the device's field; {@code seq} that of the sequence number's */
    ReadingFields(String device, String seq) {
        this.device = new FieldPath(device);
        this.seq = new FieldPath(seq);
    }

    Decoded in(GenericRecord record) {
        return reading(
                device.in(record),
                seq.in(record),
                "record " + record.getSchema().getFullName(),
                record::toString,
                name -> new FieldPath(name).in(record));
    }

    Decoded in(JsonNode document, Supplier<String> text) {
        return reading(
                device.in(document), seq.in(document), "the payload", text, name -> new FieldPath(name).in(document));
    }

    private Decoded reading(
            Optional<Object> deviceValue,
            Optional<Object> seqValue,
            String where,
            Supplier<String> text,
            Function<String, Optional<Object>> field) {
        if (deviceValue.isEmpty() || seqValue.isEmpty()) {
            String missing = deviceValue.isEmpty() ? device.text() : seq.text();
            return new Decoded.Undecodable(where + " has no field \"" + missing + "\"");
        }
        try {
            long number = seqValue.get() instanceof Number n
                    ? n.longValue()
                    : Long.parseLong(seqValue.get().toString());
            return new Decoded.Reading(deviceValue.get().toString(), number, text, field);
        } catch (NumberFormatException e) {
            return new Decoded.Undecodable("field \"" + seq.text() + "\" of " + where + " is no number");
        }
    }
}
