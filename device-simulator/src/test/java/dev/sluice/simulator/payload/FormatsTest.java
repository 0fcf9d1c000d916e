package dev.sluice.simulator.payload;

import static dev.sluice.simulator.payload.Yaml.DEVICE;
import static dev.sluice.simulator.payload.Yaml.NOW;
import static dev.sluice.simulator.payload.Yaml.messages;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.DeviceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {

    static final String FIELDS = """
            fields:
              device: device
              site: site
              seq: seq
              ts: time
              at: { type: time, as: iso-8601 }
              seconds: { type: time, as: epoch-s }
              temperature: { type: walk, min: -15, max: 30, step: 0.5, decimals: 2 }
              outside: { type: sine, min: -10, max: 10, period: 24h, noise: 1 }
              level: { type: walk, min: -70000, max: 70000, step: 20000, decimals: 0 }
              energy: { type: counter, start: 5000000000, rate: 1.5, decimals: 3 }
              status: { type: enum, values: [ok, 'a "quoted" word', größer], weights: [5, 1, 1], dwell: 3 }
              on: bool
              position: { type: gps, lat: 52.5, lon: 13.4 }
              firmware: { type: constant, value: "1.4\\n" }
              channel: { type: constant, value: -7 }
              gain: { type: constant, value: 0.125 }
              demo: { type: constant, value: true }
            """;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int[] SEQS = {0, 1, 9, 10, 23, 24, 255, 256, 65_535, 65_536, 1_000_000_000, Integer.MAX_VALUE};

    @Test
    void jsonHasTheFieldsInTheirOrder() throws Exception {
        DeviceMessages messages = messages("format: json\n" + FIELDS);

        for (int seq : SEQS) {
            JsonNode json = JSON.reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(messages.bytes(seq, NOW));

            List<String> names = new ArrayList<>();
            json.fieldNames().forEachRemaining(names::add);
            assertThat(names)
                    .startsWith("device", "site", "seq", "ts", "at", "seconds", "temperature")
                    .endsWith("position", "firmware", "channel", "gain", "demo")
                    .hasSize(17);
            assertThat(json.get("device").textValue()).isEqualTo("d-00017");
            assertThat(json.get("site").textValue()).isEqualTo("east");
            assertThat(json.get("seq").intValue()).isEqualTo(seq);
            assertThat(json.get("ts").longValue()).isEqualTo(NOW);
            assertThat(Instant.parse(json.get("at").textValue())).isEqualTo(Instant.ofEpochMilli(NOW));
            assertThat(json.get("seconds").longValue()).isEqualTo(NOW / 1000);
            assertThat(json.get("temperature").doubleValue()).isBetween(-15.0, 30.0);
            assertThat(json.get("temperature").asText()).matches("-?\\d+\\.\\d\\d?");
            assertThat(json.get("level").isIntegralNumber()).isTrue();
            assertThat(json.get("energy").doubleValue()).isGreaterThanOrEqualTo(5e9);
            assertThat(json.get("status").textValue()).isIn("ok", "a \"quoted\" word", "größer");
            assertThat(json.get("on").isBoolean()).isTrue();
            assertThat(json.get("position").get("lat").doubleValue()).isBetween(52.4, 52.6);
            assertThat(json.get("position").get("heading").doubleValue()).isBetween(0.0, 360.0);
            assertThat(json.get("firmware").textValue()).isEqualTo("1.4\n");
            assertThat(json.get("channel").intValue()).isEqualTo(-7);
            assertThat(json.get("gain").doubleValue()).isEqualTo(0.125);
            assertThat(json.get("demo").booleanValue()).isTrue();
        }
    }

    @Test
    void cborSaysTheSameAsJson() throws Exception {
        DeviceMessages json = messages("format: json\n" + FIELDS);
        DeviceMessages cbor = messages("format: cbor\n" + FIELDS);
        ObjectMapper reader = new CBORMapper();

        for (int seq : SEQS) {
            JsonNode decoded = reader.readTree(cbor.bytes(seq, NOW));

            assertThat(JSON.readTree(decoded.toString())).isEqualTo(JSON.readTree(json.bytes(seq, NOW)));
            assertThat(reader.writeValueAsBytes(decoded).length).isGreaterThanOrEqualTo(cbor.length(seq, NOW) - 20);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "cbor", "avro", "sparkplug"})
    void messagesRepeatByteForByteInAnyOrderAndFollowSeedDeviceAndNumber(String format) throws Exception {
        String yaml = "format: " + format + "\n" + FIELDS.replace("größer", "groesser");
        DeviceMessages messages = messages(yaml);
        byte[] first = messages.bytes(5, NOW);

        assertThat(messages.bytes(6, NOW)).isNotEqualTo(first);
        assertThat(messages.bytes(5, NOW)).isEqualTo(first);
        assertThat(messages(yaml).bytes(5, NOW)).isEqualTo(first);
        assertThat(messages(yaml, 2, DEVICE).bytes(5, NOW)).isNotEqualTo(first);
        assertThat(messages(yaml, 1, DeviceName.at(18, "d-")).bytes(5, NOW)).isNotEqualTo(first);
        assertThat(messages.bytes(5, NOW + 1)).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "cbor", "avro", "sparkplug"})
    void theAnnouncedLengthIsWhatIsWrittenWhoeverAskedInBetween(String format) throws Exception {
        String yaml = "format: " + format + "\n" + FIELDS;
        DeviceMessages messages = messages(yaml);
        DeviceMessages other = messages(yaml, 1, DeviceName.at(3, "d-"));
        byte[] target = new byte[5_000];
        for (int seq : SEQS) {
            int length = messages.length(seq, NOW);
            other.length(seq, NOW);

            int end = messages.write(target, 11, seq, NOW);

            assertThat(end - 11).isEqualTo(length);
            assertThat(new String(target, 11, length, UTF_8)).isEqualTo(new String(messages.bytes(seq, NOW), UTF_8));
        }
    }

    @Test
    void bytesHaveTheirSizeAndContent() throws Exception {
        DeviceMessages random = messages("{format: bytes, size: 100}");
        DeviceMessages zero = messages("{format: bytes, size: 3, content: zero}");
        DeviceMessages text = messages("{format: bytes, size: 101, content: text}");

        assertThat(random.bytes(1, NOW))
                .hasSize(100)
                .isEqualTo(random.bytes(1, NOW))
                .isNotEqualTo(random.bytes(2, NOW));
        assertThat(zero.bytes(1, NOW)).containsExactly(0, 0, 0);
        assertThat(new String(text.bytes(1, NOW), UTF_8)).hasSize(101).matches("[a-z ]*");
        assertThat(messages("{format: bytes, size: 0}").bytes(1, NOW)).isEmpty();
    }

    @Test
    void aTemplateIsTheOneThatPublishKnows() throws Exception {
        DeviceMessages messages = messages("format: template\ntext: '{\"d\":\"{device}\",\"n\":{seq}}'\n");

        assertThat(new String(messages.bytes(4, NOW), UTF_8)).isEqualTo("{\"d\":\"d-00017\",\"n\":4}");
        assertThat(messages.topic(4)).isEqualTo("t/d-00017");
    }
}
