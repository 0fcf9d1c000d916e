package dev.sluice.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.kafka.KafkaSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that loses its connection while its messages are on their way to Kafka, and sends them again. */
class ResendIT {

    private static final Schema SCHEMA = new Schema.Parser().parse(RunningSluice.TELEMETRY);
    private static final String TOPIC = "devices/north/d1/telemetry";

    @Test
    void messagesSentAgainWhileKafkaIsAwayAreStoredOnceAndAnswered(@TempDir Path folder) {
        var inOrder = IntStream.rangeClosed(1, 20).boxed().toList();
        try (var kafka = KafkaSandbox.inTemporaryFolder().start();
                var sluice = RunningSluice.start(folder, kafka.bootstrapServers(), RunningSluice.RULES)) {
            try (var device = WireDevice.goingOn(sluice.mqttPort(), "d1")) {
                device.publish(100, TOPIC, reading(0));
                await().atMost(Duration.ofSeconds(60)).until(() -> device.acknowledgements() == 1);
                kafka.stop();
                inOrder.forEach(seq -> device.publish(seq, TOPIC, reading(seq)));
                await().until(() -> sluice.management().metric("sluice_in_flight_messages") == inOrder.size());
            }
            for (int connection = 1; connection <= 2; connection++) {
                int connections = connection;
                try (var device = WireDevice.goingOn(sluice.mqttPort(), "d1")) {
                    inOrder.forEach(seq -> device.repeat(seq, TOPIC, reading(seq)));
                    await().until(() -> sluice.management().metric("sluice_resends_recognised_total")
                            == connections * inOrder.size());
                }
            }
            kafka.start();
            try (var device = WireDevice.goingOn(sluice.mqttPort(), "d1")) {
                inOrder.forEach(seq -> device.repeat(seq, TOPIC, reading(seq)));

                await().atMost(Duration.ofSeconds(60)).until(() -> device.acknowledgements() == inOrder.size());
                assertThat(device.acknowledged()).isEqualTo(inOrder);
            }
            assertThat(TopicReader.readAvro(kafka.bootstrapServers(), "telemetry.north", SCHEMA))
                    .extracting(each -> (int) (long) each.get("seq"))
                    .startsWith(0)
                    .endsWith(inOrder.toArray(Integer[]::new))
                    .hasSize(1 + inOrder.size());
        }
    }

    private static String reading(int seq) {
        return "{\"device\":\"d1\",\"seq\":" + seq + ",\"temperature\":21.5}";
    }
}
