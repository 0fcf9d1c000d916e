package dev.sluice.bridge.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.mapping.engine.EnvelopeRecord;
import dev.sluice.mapping.rule.ValueForm;
import dev.sluice.mapping.rule.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * A record's value for people: decoded by Avro's own reader, as whoever consumes it would.
 *
 * @param json not Avro's JSON encoding: unions are shown without their tags
 */
record RecordText(String schemaName, String json) {

    /** @param form of the rule that made the value; empty for the envelope */
    static RecordText of(Optional<ValueForm> form, byte[] value) {
        Framed framed = form.map(RecordText::framed).orElseGet(RecordText::envelope);
        return new RecordText(framed.schema.getFullName(), decoded(framed, value));
    }

    static String schemaName(ValueForm form) {
        return framed(form).schema.getFullName();
    }

    static String envelopeName() {
        return envelope().schema.getFullName();
    }

    private static String decoded(Framed framed, byte[] value) {
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(value, framed.bytes, value.length - framed.bytes, null);
        try {
            Object record = new GenericDatumReader<>(framed.schema).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new IllegalStateException("bytes are left over behind the record");
            }
            return indented(GenericData.get().toString(record));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Avro cannot read the record that the rule made", unreadable);
        }
    }

    private static String indented(String json) throws IOException {
        return new ObjectMapper().readTree(json).toPrettyString();
    }

    private static Framed framed(ValueForm form) {
        return form.fold(
                envelope -> envelope(),
                json -> new Framed(json.schema(), json.framing().length()),
                bytes -> new Framed(bytes.schema(), bytes.framing().length()));
    }

    private static Framed envelope() {
        Schema schema = EnvelopeRecord.schema();
        return new Framed(schema, WireFormat.singleObject(schema).length);
    }

    /** @param bytes that stand in front of the Avro binary */
    private record Framed(Schema schema, int bytes) {}
}
