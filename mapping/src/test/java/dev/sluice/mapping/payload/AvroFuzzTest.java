package dev.sluice.mapping.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.message.RejectReason;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;

/** Any bytes at all become JSON that Jackson reads, or a fault, and checking alone agrees. With {@code mvn verify -Pfuzz} guided by coverage. */
class AvroFuzzTest {

    private static final AvroPayload PAYLOAD =
            PayloadDecoders.avro(new Schema.Parser().parse("""
            {"type": "record", "name": "Reading", "fields": [
              {"name": "s", "type": "string"}, {"name": "i", "type": "int"}, {"name": "f", "type": "float"}, {"name": "d", "type": "double"},
              {"name": "b", "type": "boolean"}, {"name": "y", "type": "bytes"}, {"name": "z", "type": {"type": "array", "items": "null"}},
              {"name": "e", "type": {"type": "enum", "name": "E", "symbols": ["A", "B"]}},
              {"name": "m", "type": {"type": "map", "values": ["null", "Reading", "long"]}},
              {"name": "dec", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 20, "scale": 2}]},
              {"name": "id", "type": ["null", {"type": "fixed", "name": "U", "size": 16, "logicalType": "uuid"}]},
              {"name": "dur", "type": ["null", {"type": "fixed", "name": "P", "size": 12, "logicalType": "duration"}]},
              {"name": "a", "type": {"type": "array", "items": "Reading"}}
            ]}"""), AvroFraming.plain());

    @FuzzTest(maxDuration = "10s")
    void anyBytesBecomeJsonOrAFault(@NotNull byte[] payload) {
        var out = new JsonBuffer(Decoding.LIMIT);

        var fault = PAYLOAD.decode(payload, 0, payload.length, out);
        if (fault == null) {
            Decoding.parsed(new String(out.toByteArray(), StandardCharsets.UTF_8));
        }
        if (fault == null || fault.reason() != RejectReason.PAYLOAD_TOO_LARGE) {
            assertThat(PAYLOAD.check(payload, 0, payload.length) == null).isEqualTo(fault == null);
        }
    }
}
