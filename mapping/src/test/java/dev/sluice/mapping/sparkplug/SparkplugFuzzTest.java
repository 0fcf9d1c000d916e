package dev.sluice.mapping.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.mapping.json.JsonBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Whatever a plant sends, in whatever order: each message becomes one JSON document whose names are unique, or a fault, and births take no
 * more memory than their limits say. Each message of the input is a byte (the topic, and in its highest bit the DUP flag), two bytes of
 * length, and a payload. With {@code mvn verify -Pfuzz} the bytes are guided by coverage.
 */
class SparkplugFuzzTest {

    private static final List<String> TOPICS = List.of(
            "spBv1.0/g/NBIRTH/e",
            "spBv1.0/g/NDATA/e",
            "spBv1.0/g/DBIRTH/e/d",
            "spBv1.0/g/DDATA/e/d",
            "spBv1.0/g/NDEATH/e",
            "spBv1.0/g/DDEATH/e/d",
            "spBv1.0/g/NCMD/e",
            "spBv1.0/g/DCMD/e/d",
            "spBv1.0/STATE/host",
            "spBv1.0/g/DBIRTH/e/d2",
            "spBv1.0/g/NBIRTH/f",
            "spBv1.0/g/NBIRTH/h",
            "spBv1.0/h/DBIRTH/e/d",
            "spBv1.0/h/NDATA/e",
            "spBv1.0/g/NBIRTH/e/d",
            "spAv1.0/g/NDATA/e");

    private static final int LONGEST_DOCUMENT = 100_000;
    private static final SparkplugLimits LIMITS = Plant.limits(3, 20, 20_000);
    /** A node that is at work may be the one too many: 20 metrics or devices, each with two names, an alias and their entries. */
    private static final long MOST_BYTES_OF_ONE = 20 * 500 + 1000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true)
            .build();

    @FuzzTest(maxDuration = "10s")
    void anyMessagesBecomeJsonOrFaultsWithinTheLimits(@NotNull byte[] input) throws IOException {
        var plant = new Plant(LIMITS);
        var out = new JsonBuffer(LONGEST_DOCUMENT);
        var rest = ByteBuffer.wrap(input);
        while (rest.remaining() >= 3) {
            int control = rest.get();
            int length = Math.min(Short.toUnsignedInt(rest.getShort()), rest.remaining());
            var topic = TOPICS.get(control & 15);

            var fault = plant.decoder.decode(topic, control < 0, input, rest.position(), length, out.clear());
            rest.position(rest.position() + length);

            if (fault == null) {
                assertThat(out.size()).isBetween(1, LONGEST_DOCUMENT);
                assertThat(JSON.readTree(out.array(), 0, out.size()).isObject())
                        .as(topic)
                        .isTrue();
            } else {
                assertThat(fault.detail()).isNotBlank();
            }
            assertThat(plant.births.edgeNodes()).isLessThanOrEqualTo(LIMITS.edgeNodes());
            assertThat(plant.births.bytes()).isBetween(0L, LIMITS.bytes() + MOST_BYTES_OF_ONE);
        }
    }
}
