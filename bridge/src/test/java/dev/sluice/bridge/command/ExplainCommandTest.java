package dev.sluice.bridge.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

    private static final String RULES = """
            schemas: { folder: schemas }
            on-unmapped: %s
            mappings:
              - name: telemetry
                from: devices/{site}/{device}/telemetry
                to:
                  topic: telemetry.{site}
                  key: "{device}"
                  timestamp: payload.ts
                  headers: { fleet: "{site}" }
                value:
                  schema: Telemetry
                  fields: { deviceId: "{device}", celsius: payload.temperature }
                on-invalid: %s
              - name: fast
                from: fast/#
                payload: bytes
                to: { topic: fast }
                ack: received
            """;
    private static final String SCHEMA = """
            {"type": "record", "name": "Telemetry", "namespace": "com.example", "fields": [
              {"name": "deviceId", "type": "string"},
              {"name": "celsius", "type": "double"},
              {"name": "humidity", "type": ["null", "double"], "default": null},
              {"name": "ts", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void topicShowsItsRuleItsCapturesAndWhereItGoes() throws IOException {
        rules("envelope", "dead-letter");

        assertThat(explain("devices/north/d7/telemetry")).isEqualTo(0);

        assertThat(out.toString().lines())
                .containsExactly(
                        "devices/north/d7/telemetry",
                        "  rule         telemetry (" + folder.resolve("sluice.yaml")
                                + ":4), from devices/{site}/{device}/telemetry",
                        "  captures     site = north, device = d7",
                        "  Kafka topic  telemetry.north",
                        "  key          {device}",
                        "  header       fleet = {site}",
                        "  value        com.example.Telemetry",
                        "  answer       the device is acknowledged once Kafka has the record (ack: kafka)",
                        "  not          fast (fast/#): level 1 is \"devices\", not \"fast\"");
    }

    @Test
    void payloadShowsTheRecordAsAConsumerWouldReadIt() throws IOException {
        rules("envelope", "dead-letter");
        long now = System.currentTimeMillis();
        var payload = written("payload.json", "{\"temperature\": 21.5, \"ts\": " + now + ", \"extra\": 1}");

        assertThat(explain("devices/north/d7/telemetry", payload)).isEqualTo(0);

        assertThat(out.toString())
                .contains(
                        "  Kafka topic  telemetry.north\n",
                        "  key          d7\n",
                        "  timestamp    " + java.time.Instant.ofEpochMilli(now) + "\n",
                        "  header       mqtt.event-id = (new for every message)\n",
                        "  header       mqtt.topic = devices/north/d7/telemetry\n",
                        "  header       mqtt.client = device-1\n",
                        "  header       fleet = north\n",
                        "  value        com.example.Telemetry, ",
                        "\"deviceId\" : \"d7\"",
                        "\"celsius\" : 21.5",
                        "\"humidity\" : null");
    }

    @Test
    void payloadThatDoesNotFitSaysWhyAndWhatThenAndEndsInOne() throws IOException {
        rules("envelope", "dead-letter");
        var payload = written("payload.json", "{\"ts\": 1}");

        assertThat(explain("devices/north/d7/telemetry", payload)).isEqualTo(1);

        assertThat(out.toString())
                .contains("  rejected     FIELD_MISSING: ", "temperature")
                .contains(
                        "  then         the device is acknowledged once the dead letter is in Kafka topic mqtt.dead-letters");
    }

    @Test
    void rejectedIsToldByTheRulesOwnChoice() throws IOException {
        var payload = written("payload.json", "<xml/>");

        rules("envelope", "refuse");
        assertThat(explain("devices/north/d7/telemetry", payload)).isEqualTo(1);
        assertThat(out.toString()).contains("PAYLOAD_NOT_DECODABLE", "MQTT 5 devices are told 0x99");

        rules("envelope", "drop");
        assertThat(explain("devices/north/d7/telemetry", payload)).isEqualTo(1);
        assertThat(out.toString()).contains("it is acknowledged, counted and forgotten");
    }

    @Test
    void topicWithoutARuleGoesIntoTheEnvelope() throws IOException {
        var payload = written("payload.bin", "hello");

        assertThat(explain("some/where", payload, "--client-id", "pump-3", "--qos", "0"))
                .isEqualTo(0);

        assertThat(out.toString())
                .contains(
                        "  rule         envelope (built in)\n",
                        "  Kafka topic  mqtt.messages\n",
                        "  key          pump-3\n",
                        "  value        dev.sluice.MqttMessage, ",
                        "hello");
    }

    @Test
    void topicThatNobodyWantsSaysSo() throws IOException {
        var payload = written("payload.bin", "hello");

        rules("local", "dead-letter");
        assertThat(explain("some/where")).isEqualTo(0);
        assertThat(out.toString()).contains("none takes this topic", "(on-unmapped: local)");

        rules("refuse", "dead-letter");
        assertThat(explain("some/where", payload)).isEqualTo(1);
        assertThat(out.toString()).contains("(on-unmapped: refuse)");
    }

    @Test
    void fastLossyRuleIsCalledThat() throws IOException {
        rules("envelope", "dead-letter");

        assertThat(explain("fast/a/b")).isEqualTo(0);

        assertThat(out.toString())
                .contains(
                        "  key          the client id\n",
                        "  value        dev.sluice.MqttMessage\n",
                        "may be lost (ack: received)");
    }

    @Test
    void partitionIsKafkasOwnChoiceForTheKey() throws IOException {
        rules("envelope", "dead-letter");
        var payload = written("payload.json", "{\"temperature\": 21.5, \"ts\": 0}");

        assertThat(explain("devices/north/d7/telemetry", payload, "--partitions", "12"))
                .isEqualTo(0);

        int expected = BuiltInPartitioner.partitionForKey("d7".getBytes(StandardCharsets.UTF_8), 12);
        assertThat(out.toString()).contains("  partition    " + expected + " of 12 (if the topic has that many)");

        assertThat(explain("devices/north/d7/telemetry", payload)).isEqualTo(0);
        assertThat(out.toString()).contains(expected + " of 12 (--kafka asks how many there are");
    }

    @Test
    void sizeIsThatOfKeyValueAndHeaders() throws IOException {
        rules("envelope", "dead-letter");

        assertThat(explain("fast/a", "--hex", "00 ff")).isEqualTo(0);

        assertThat(out.toString()).contains("\"base64:AP8=\"", " bytes of key, value and headers");
    }

    @Test
    void programsGetJson() throws IOException {
        rules("envelope", "dead-letter");
        var payload = written("payload.json", "{\"temperature\": 21.5, \"ts\": 0}");

        assertThat(explain("devices/north/d7/telemetry", payload, "--partitions", "3", "--format", "json"))
                .isEqualTo(0);

        var json = new ObjectMapper().readTree(out.toString());
        assertThat(json.at("/accepted").asBoolean()).isTrue();
        assertThat(json.at("/records/0/rule").asText()).isEqualTo("telemetry");
        assertThat(json.at("/records/0/captures/device").asText()).isEqualTo("d7");
        assertThat(json.at("/records/0/kafka-topic").asText()).isEqualTo("telemetry.north");
        assertThat(json.at("/records/0/partitions").asInt()).isEqualTo(3);
        assertThat(json.at("/records/0/value/celsius").decimalValue()).isEqualByComparingTo("21.5");
        assertThat(json.at("/others/0/rule").asText()).isEqualTo("fast");
    }

    @Test
    void rejectionTellsProgramsTheReason() throws IOException {
        rules("envelope", "dead-letter");

        assertThat(explain("devices/north/d7/telemetry", "--hex", "7b", "--format", "json"))
                .isEqualTo(1);

        var json = new ObjectMapper().readTree(out.toString());
        assertThat(json.at("/accepted").asBoolean()).isFalse();
        assertThat(json.at("/rejections/0/reason").asText()).isEqualTo("PAYLOAD_NOT_DECODABLE");
    }

    @Test
    void mqtt5PropertiesTakePart() throws IOException {
        written("sluice.yaml", "mqtt-headers: full");

        assertThat(explain(
                        "a",
                        "--hex",
                        "",
                        "--retained",
                        "--content-type",
                        "text/plain",
                        "--user-property",
                        "k=v",
                        "--client",
                        "c9"))
                .isEqualTo(0);

        assertThat(out.toString()).contains("= text/plain", "\"retained\" : true", "key          c9", "= v");
    }

    @Test
    void payloadIsOneOrTheOther() {
        assertThat(explain("a", "file", "--hex", "00")).isEqualTo(2);
        assertThat(explain("a", "--hex", "0g")).isEqualTo(2);
        assertThat(explain("a", "--kafka", "--partitions", "3")).isEqualTo(2);
    }

    @Test
    void topicThatCannotBePublishedToIsAUsageError() {
        assertThat(explain("devices/#")).isEqualTo(2);

        assertThat(err.toString()).contains("TOPIC devices/#: ", "filters");
    }

    @Test
    void qosIsZeroOneOrTwo() {
        assertThat(explain("a", "--qos", "3")).isEqualTo(2);

        assertThat(err.toString()).contains("--qos is 0, 1 or 2, not 3");
    }

    @Test
    void payloadThatCannotBeReadIsTheMachinesFault() {
        assertThat(explain("a", "nowhere.json")).isEqualTo(3);

        assertThat(err.toString()).contains("nowhere.json cannot be read");
    }

    @Test
    void wrongRulesAreAllNamedAndNothingIsExplained() throws IOException {
        rules("envelope", "dead-letter");
        Files.writeString(folder.resolve("schemas/Telemetry.avsc"), "{\"type\": \"nonsense\"}");

        assertThat(explain("devices/north/d7/telemetry")).isEqualTo(2);

        assertThat(err.toString())
                .contains("cannot be used (1 problem):", "schemas.folder", "Telemetry.avsc", "[SCHEMA-UNUSABLE]");
        assertThat(out.toString()).isEmpty();
    }

    private void rules(String onUnmapped, String onInvalid) throws IOException {
        Files.createDirectories(folder.resolve("schemas"));
        written("schemas/Telemetry.avsc", SCHEMA);
        written("sluice.yaml", RULES.formatted(onUnmapped, onInvalid));
    }

    private String written(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int explain(String... arguments) {
        out.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("explain"));
        all.addAll(List.of(arguments));
        return new SluiceMain(folder, chosen -> 0)
                .execute(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    }
}
