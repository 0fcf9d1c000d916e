package dev.sluice.mapping.transcode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways that the benchmark compares all end in the same record. */
class BenchmarkDocumentTest {

    @ParameterizedTest
    @EnumSource
    void everyWayMakesTheSameRecord(BenchmarkDocument document) throws IOException {
        Transcoding ours = Transcoding.of(document.schema, FieldPlan.byName());
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(stream, null);
        JsonParser parser = new JsonFactory().createParser(document.inOrder);
        parser.nextToken();
        BenchmarkDocument.stream(document.schema, parser, encoder);
        encoder.flush();

        Object record = ours.record(document.inOrder);

        assertThat(ours.avro()).isEqualTo(new SlowReference(document.schema).transcode(document.inOrder));
        assertThat(ours.record(document.shuffled)).isEqualTo(record);
        assertThat(Transcoding.decode(document.schema, stream.toByteArray())).isEqualTo(record);
        assertThat(new GenericDatumReader<>(document.schema)
                        .read(
                                null,
                                DecoderFactory.get()
                                        .jsonDecoder(
                                                document.schema, new String(document.inOrder, StandardCharsets.UTF_8))))
                .isEqualTo(record);
        assertThat(document.inOrder.length)
                .isBetween(
                        document == BenchmarkDocument.SMALL ? 150 : 1950,
                        document == BenchmarkDocument.SMALL ? 200 : 2048);
    }
}
