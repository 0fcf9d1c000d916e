package dev.sluice.bridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.sandbox.kafka.KafkaSandbox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Debian's mosquitto_pub and mosquitto_sub against a bridge without any configuration. */
class MosquittoIT {

    private static final Path PUBLISH = Path.of("/usr/bin/mosquitto_pub");
    private static final Path SUBSCRIBE = Path.of("/usr/bin/mosquitto_sub");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mqttv311", "mqttv5"})
    void publishedMessageIsInKafkaAsAvroAndHeardBySubscribers(String version) throws Exception {
        assumeClients();
        try (var kafka = KafkaSandbox.inTemporaryFolder().start();
                var sluice = RunningSluice.start(folder, kafka.bootstrapServers(), "")) {
            var port = Integer.toString(sluice.mqttPort());
            var heard = folder.resolve("heard");
            var subscriber = new ProcessBuilder(
                            SUBSCRIBE.toString(),
                            "-V",
                            version,
                            "-p",
                            port,
                            "-t",
                            "plant/#",
                            "-q",
                            "1",
                            "-C",
                            "1",
                            "-W",
                            "60")
                    .redirectOutput(heard.toFile())
                    .redirectErrorStream(true)
                    .start();
            org.awaitility.Awaitility.await().until(() -> sluice.management().metric("sluice_connections") == 1);
            org.awaitility.Awaitility.await().until(() -> publishUntilHeard(port, version) && !subscriber.isAlive());

            assertThat(Files.readString(heard)).isEqualTo("21.5\n");
            var records = TopicReader.readAll(kafka.bootstrapServers(), "mqtt.messages");
            assertThat(records).isNotEmpty();
            var message = TopicReader.decode(records.get(0).value(), envelope());
            assertThat(message.get("topic").toString()).isEqualTo("plant/line1");
            assertThat(UTF_8.decode((ByteBuffer) message.get("payload")).toString())
                    .isEqualTo("21.5");
        }
    }

    private static boolean publishUntilHeard(String port, String version) throws IOException, InterruptedException {
        var publisher = new ProcessBuilder(
                        PUBLISH.toString(), "-V", version, "-p", port, "-t", "plant/line1", "-q", "1", "-m", "21.5")
                .inheritIO()
                .start();
        return publisher.waitFor(60, TimeUnit.SECONDS) && publisher.exitValue() == 0;
    }

    private static Schema envelope() throws IOException {
        try (var schema = MessageProperties.class.getResourceAsStream("/dev/sluice/MqttMessage.avsc")) {
            return new Schema.Parser().parse(schema);
        }
    }

    private static void assumeClients() {
        boolean present = Files.isExecutable(PUBLISH) && Files.isExecutable(SUBSCRIBE);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(present).as("mosquitto-clients is installed").isTrue();
        }
        assumeTrue(present, "Debian's mosquitto-clients is not installed");
    }
}
