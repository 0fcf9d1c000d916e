package dev.sluice.simulator.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTemplateTest {

    private static final long NOW = 1_763_760_000_123L;
    private static final DeviceName DEVICE = DeviceName.at(17, "d-");

    @Test
    void holesAreFilledAndOtherBracesAreText() {
        PayloadTemplate template = PayloadTemplate.parse("{\"{device}\":[{seq},{ts}],\"s\":\"{site}\",\"x\":{y}}", 1);

        assertThat(text(template.forDevice(DEVICE), 42))
                .isEqualTo("{\"d-00017\":[42,1763760000123],\"s\":\"east\",\"x\":{y}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 10, 99, 100, 12_345, 999_999_999, 1_000_000_000, Integer.MAX_VALUE})
    void theAnnouncedLengthIsWhatIsWritten(int seq) {
        MessageWriter writer =
                PayloadTemplate.parse("{seq}/{temperature}/{seq}/{battery}", 7).forDevice(DEVICE);
        byte[] target = new byte[100];

        int end = writer.write(target, 3, seq, NOW);

        assertThat(end - 3).isEqualTo(writer.length(seq));
        assertThat(new String(target, 3, end - 3, UTF_8)).startsWith(seq + "/").contains("/" + seq + "/");
    }

    @Test
    void aPayloadWithoutSequenceNumberIsRefused() {
        assertThatThrownBy(() -> PayloadTemplate.parse("{device}", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{seq}");
    }

    @Test
    void readingsVaryWithTheMessageAndRepeatWithTheSeed() {
        MessageWriter writer = TelemetryPayload.ofSize(200, DEVICE, 5).forDevice(DEVICE);
        MessageWriter same = TelemetryPayload.ofSize(200, DEVICE, 5).forDevice(DEVICE);
        MessageWriter other = TelemetryPayload.ofSize(200, DEVICE, 6).forDevice(DEVICE);
        Set<String> readings = new HashSet<>();
        for (int seq = 0; seq < 100; seq++) {
            assertThat(text(writer, seq)).isEqualTo(text(same, seq));
            readings.add(text(writer, seq).replaceFirst("\"seq\":\\d+", ""));
        }

        assertThat(readings).hasSizeGreaterThan(40);
        assertThat(text(writer, 3)).isNotEqualTo(text(other, 3));
    }

    @Test
    void theDefaultPayloadIsJsonOfAboutTheSizeAskedFor() throws Exception {
        for (int size : new int[] {190, 200, 1000}) {
            MessageWriter writer = TelemetryPayload.ofSize(size, DEVICE, 1).forDevice(DEVICE);
            for (int seq : new int[] {0, 1234, 12_345_678}) {
                JsonNode json = new ObjectMapper().readTree(writer.bytes(seq, NOW));

                assertThat(writer.length(seq)).isBetween(size - 8, size + 8);
                assertThat(json.get("device").asText()).isEqualTo("d-00017");
                assertThat(json.get("seq").asInt()).isEqualTo(seq);
                assertThat(json.get("ts").asLong()).isEqualTo(NOW);
                assertThat(json.get("temperature").asDouble()).isBetween(15.0, 30.0);
                assertThat(json.get("rssi").asInt()).isNegative();
            }
        }
        assertThatThrownBy(() -> TelemetryPayload.ofSize(50, DEVICE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too small");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/+/b", "a/#", "a/{seq}", "a/{device"})
    void topicsThatCannotBePublishedToAreRefused(String topic) {
        assertThatThrownBy(() -> new TopicTemplate(topic)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTopicNamesSiteAndDevice() {
        assertThat(new TopicTemplate(TopicTemplate.DEFAULT).of(DEVICE)).isEqualTo("devices/east/d-00017/telemetry");
    }

    private static String text(MessageWriter writer, int seq) {
        return new String(writer.bytes(seq, NOW), UTF_8);
    }
}
