package dev.sluice.mapping.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.NullValue;
import dev.sluice.mapping.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CelResultsTest {

    private static String json(Object value) {
        var out = new JsonBuffer(1_000);
        assertThat(CelJson.write(value, out)).isTrue();
        return new String(out.toByteArray(), StandardCharsets.UTF_8);
    }

    @Test
    void keysOfMapsAreText() {
        assertThat(json(Map.of(1L, true))).isEqualTo("{\"1\":true}");
        assertThat(json(Map.of("a", List.of(NullValue.NULL_VALUE, UnsignedLong.MAX_VALUE))))
                .isEqualTo("{\"a\":[null,18446744073709551615]}");
    }

    @Test
    void numbersThatAreNoneAreText() {
        assertThat(json(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)))
                .isEqualTo("[\"NaN\",\"Infinity\",\"-Infinity\"]");
    }

    @Test
    void textIsMadeOfScalarsOnly() {
        assertThat(CelText.of("a")).isEqualTo("a");
        assertThat(CelText.of(21L)).isEqualTo("21");
        assertThat(CelText.of(21.5)).isEqualTo("21.5");
        assertThat(CelText.of(true)).isEqualTo("true");
        assertThat(CelText.of(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(CelText.of(Duration.ofSeconds(90))).isEqualTo("PT1M30S");
        assertThat(CelText.of(NullValue.NULL_VALUE)).isNull();
        assertThat(CelText.of(List.of())).isNull();
    }

    @Test
    void timeIsReadFromThreeForms() {
        assertThat(CelTime.millis(5L)).hasValue(5);
        assertThat(CelTime.millis("1970-01-01T01:00:00.005+01:00")).hasValue(5);
        assertThat(CelTime.millis(Instant.ofEpochMilli(5))).hasValue(5);
        for (var none : List.of("yesterday", "1970-01-01", 5.0, true, NullValue.NULL_VALUE)) {
            assertThat(CelTime.millis(none)).isEmpty();
        }
    }
}
