package dev.sluice.simulator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** The report for programs: its fields by name, moments in ISO 8601, histograms as HdrHistogram's compressed encoding in base64. */
final class JsonForm {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .registerModule(new SimpleModule()
                    .addSerializer(Instant.class, new InstantWriter())
                    .addDeserializer(Instant.class, new InstantReader())
                    .addSerializer(Histogram.class, new HistogramWriter())
                    .addDeserializer(Histogram.class, new HistogramReader()));

    private JsonForm() {}

    static String of(RunReport report) {
        try {
            return MAPPER.writeValueAsString(report) + "\n";
        } catch (IOException e) {
            throw new IllegalStateException("a report has nothing that JSON cannot say", e);
        }
    }

    /** @throws ReportFormatException when it is no report, one of another version, or damaged */
    static RunReport read(byte[] json, String file) throws ReportFormatException {
        try {
            JsonNode document = MAPPER.readTree(json);
            String format = document.path("format").asText();
            if (!format.equals(RunReport.FORMAT)) {
                throw new ReportFormatException(file + " is no report of a run: its \"format\" is \"" + format
                        + "\", not \"" + RunReport.FORMAT + "\".");
            }
            return MAPPER.treeToValue(document, RunReport.class);
        } catch (IOException | RuntimeException e) {
            throw new ReportFormatException(file + " is no report of a run, or it is damaged: " + firstLine(e));
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static final class InstantWriter extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant moment, JsonGenerator json, SerializerProvider all) throws IOException {
            json.writeString(moment.toString());
        }
    }

    private static final class InstantReader extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return Instant.parse(json.getValueAsString());
        }
    }

    private static final class HistogramWriter extends JsonSerializer<Histogram> {
        @Override
        public void serialize(Histogram histogram, JsonGenerator json, SerializerProvider all) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
            int length = histogram.encodeIntoCompressedByteBuffer(bytes);
            json.writeString(Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(bytes.array(), length)));
        }
    }

    private static final class HistogramReader extends JsonDeserializer<Histogram> {
        @Override
        public Histogram deserialize(JsonParser json, DeserializationContext context) throws IOException {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(json.getValueAsString()));
                return Histogram.decodeFromCompressedByteBuffer(bytes, 0);
            } catch (DataFormatException e) {
                throw new IOException("a histogram cannot be decoded: " + e.getMessage(), e);
            }
        }
    }
}
