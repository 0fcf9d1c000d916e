package dev.sluice.mapping.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonBufferTest {

    private static String text(JsonBuffer buffer) {
        return new String(buffer.toByteArray(), StandardCharsets.UTF_8);
    }

    @Test
    void putsCommasBetweenValuesAndNowhereElse() {
        var json = new JsonBuffer(1000)
                .beginObject()
                .name("a")
                .number(1)
                .name("b")
                .beginArray()
                .beginObject()
                .endObject()
                .bool(true)
                .nullValue()
                .beginArray()
                .endArray()
                .endArray()
                .name("c")
                .string("x")
                .endObject();

        assertThat(text(json)).isEqualTo("{\"a\":1,\"b\":[{},true,null,[]],\"c\":\"x\"}");
    }

    @Test
    void writesBytesAsBase64AndWhatIsNoNumberAsText() {
        var json = new JsonBuffer(1000)
                .beginArray()
                .base64(new byte[] {9, 1, 2, 3, 9}, 1, 3)
                .number(Double.NaN)
                .number(Double.NEGATIVE_INFINITY)
                .number(1.5f)
                .endArray();

        assertThat(text(json)).isEqualTo("[\"AQID\",\"NaN\",\"-Infinity\",1.5]");
    }

    @Test
    void neverGrowsBeyondItsLimitAndSaysSo() {
        var json = new JsonBuffer(10);

        json.string("12345678");
        assertThat(json.overflowed()).isFalse();
        json.clear().string("123456789");
        assertThat(json.overflowed()).isTrue();
        assertThat(json.size()).isLessThanOrEqualTo(10);
        assertThat(json.clear().string("again").overflowed()).isFalse();
    }

    @Test
    void givesBackWhatOneHugeDocumentMadeItGrow() {
        var json = new JsonBuffer(10_000_000);

        json.string("x".repeat(1_000_000));
        json.clear();

        assertThat(json.array()).hasSizeLessThanOrEqualTo(JsonBuffer.KEPT);
    }

    @Property
    void everyTextReadsBack(@ForAll String text) throws Exception {
        var expected = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        var json = new JsonBuffer(1_000_000).string(text);

        assertThat(new ObjectMapper().readTree(json.toByteArray()).textValue()).isEqualTo(expected);
    }

    @Property
    void everyDoubleReadsBack(@ForAll double value) throws Exception {
        var json = new JsonBuffer(1000).number(value);

        assertThat(new ObjectMapper().readTree(json.toByteArray()).doubleValue())
                .isEqualTo(value);
    }
}
