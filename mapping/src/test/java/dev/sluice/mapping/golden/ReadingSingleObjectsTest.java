package dev.sluice.mapping.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.message.SchemaStore;
import org.junit.jupiter.api.Test;

class ReadingSingleObjectsTest {

    // snippet
    /** Reads values in single-object format; {@code older} are the schemas that they were written with before. */
    static BinaryMessageDecoder<GenericRecord> decoder(Schema wanted, Schema... older) {
        var known = new SchemaStore.Cache();
        for (var writer : older) {
            known.addSchema(writer);
        }
        return new BinaryMessageDecoder<>(GenericData.get(), wanted, known);
    }
    // end

    private static Schema schema(String file) {
        try {
            return new Schema.Parser()
                    .parse(Path.of("src/test/resources/golden", file).toFile());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Test
    void aConsumerReadsWhatARuleWrote() throws IOException {
        var schema = schema("02-one-rule/schemas/Telemetry.avsc");

        var record = decoder(schema)
                .decode(GoldenExample.named("02-one-rule").record().value());

        assertThat(record.get("celsius")).isEqualTo(21.5);
    }

    @Test
    void aConsumerReadsWhatWasWrittenWithAnOlderSchema() throws IOException {
        var written = schema("02-one-rule/schemas/Telemetry.avsc");
        var wanted = new Schema.Parser().parse(written.toString().replace("\"humidity\"", "\"pressure\""));
        var value = GoldenExample.named("02-one-rule").record().value();

        assertThat(decoder(wanted, written).decode(value))
                .hasToString("{\"celsius\": 21.5, \"pressure\": null, \"unit\": \"C\"}");
        assertThatThrownBy(() -> decoder(wanted).decode(value)).isInstanceOf(MissingSchemaException.class);
    }
}
