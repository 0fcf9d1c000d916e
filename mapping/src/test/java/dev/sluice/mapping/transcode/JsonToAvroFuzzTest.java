package dev.sluice.mapping.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Any bytes at all become a record that Avro reads to its last byte, or a reason; never an exception, never more than a multiple
 * of themselves. The first byte chooses the schema. With {@code mvn verify -Pfuzz} the bytes are guided by coverage.
 */
class JsonToAvroFuzzTest {

    private static final List<Schema> SCHEMAS = List.of(Transcoding.record("""
                    {'name': 's', 'type': 'string', 'default': ''}, {'name': 'i', 'type': 'int', 'aliases': ['n'], 'default': 1},
                    {'name': 'l', 'type': 'long', 'default': 1}, {'name': 'f', 'type': 'float', 'default': 1},
                    {'name': 'd', 'type': 'double', 'default': 1}, {'name': 'b', 'type': 'boolean', 'default': true},
                    {'name': 'e', 'type': {'type': 'enum', 'name': 'E', 'symbols': ['A', 'B']}, 'default': 'A'},
                    {'name': 'y', 'type': 'bytes', 'default': 'x'},
                    {'name': 'x', 'type': {'type': 'fixed', 'name': 'X', 'size': 3}, 'default': 'xyz'},
                    {'name': 'z', 'type': 'null', 'default': null},
                    {'name': 'm', 'type': {'type': 'map', 'values': {'type': 'array', 'items': 'test.Reading'}}, 'default': {}},
                    {'name': 'u', 'type': ['null', 'test.Reading', 'int', 'double', 'string'], 'default': null}"""), Transcoding.record("""
                    {'name': 'date', 'type': ['null', {'type': 'int', 'logicalType': 'date'}], 'default': null},
                    {'name': 'clock', 'type': {'type': 'long', 'logicalType': 'time-micros'}, 'default': 1},
                    {'name': 'at', 'type': {'type': 'long', 'logicalType': 'timestamp-nanos'}, 'default': 1},
                    {'name': 'local', 'type': {'type': 'long', 'logicalType': 'local-timestamp-millis'}, 'default': 1},
                    {'name': 'dec', 'type': {'type': 'array', 'items':
                        {'type': 'bytes', 'logicalType': 'decimal', 'precision': 40, 'scale': 20}}, 'default': []},
                    {'name': 'fix', 'type': ['null', {'type': 'fixed', 'name': 'D', 'size': 9,
                        'logicalType': 'decimal', 'precision': 21, 'scale': 3}, 'string'], 'default': null},
                    {'name': 'id', 'type': {'type': 'string', 'logicalType': 'uuid'}, 'default': ''},
                    {'name': 'id16', 'type': ['null', {'type': 'fixed', 'name': 'U', 'size': 16, 'logicalType': 'uuid'}], 'default': null},
                    {'name': 'dur', 'type': ['null', {'type': 'fixed', 'name': 'P', 'size': 12, 'logicalType': 'duration'},
                        {'type': 'map', 'values': 'int'}], 'default': null}"""));
    private static final List<JsonToAvro> TRANSCODERS =
            SCHEMAS.stream().map(JsonToAvroFuzzTest::compile).toList();

    @FuzzTest(maxDuration = "20s")
    void whatIsEncodedIsAvroToTheLastByte(@NotNull byte[] input) {
        if (input.length == 0) {
            return;
        }
        int chosen = (input[0] & 0xFF) % SCHEMAS.size();
        AvroBuffer out = new AvroBuffer();

        Transcoded outcome = TRANSCODERS.get(chosen).transcode(input, 1, input.length - 1, FieldValues.NONE, out);

        if (outcome instanceof Transcoded.Unfit unfit) {
            assertThat(out.size()).isZero();
            assertThat(unfit.detail()).isNotBlank();
        } else {
            assertThat(out.size()).isLessThanOrEqualTo(100 + 20 * input.length);
            assertThat(Transcoding.decode(SCHEMAS.get(chosen), out.toByteArray()))
                    .isNotNull();
        }
    }

    private static JsonToAvro compile(Schema schema) {
        try {
            return JsonToAvro.compile(schema, FieldPlan.byName());
        } catch (PlanInvalid e) {
            throw new AssertionError(e);
        }
    }
}
