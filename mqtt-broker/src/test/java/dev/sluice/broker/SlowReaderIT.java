package dev.sluice.broker;

import static dev.sluice.broker.fixture.Connect.mqtt3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.publish.CloseReason;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A subscriber that never reads costs a bounded queue, and not for ever. */
class SlowReaderIT {

    private static final String PAYLOAD = "x".repeat(16 * 1024);

    private final Vertx vertx = Vertx.vertx();
    private final RecordingIngest ingest = RecordingIngest.storingAtOnce();
    private MqttBroker broker;

    private int start(Duration patience) throws IOException {
        broker = MqttBroker.start(vertx, BrokerSettings.onLoopback(0), ingest, patience);
        return broker.ports().get(0);
    }

    @AfterEach
    void stop() {
        broker.stop();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void aSubscriberThatNeverReadsIsClosed() throws IOException {
        int port = start(Duration.ofSeconds(2));
        try (var deaf = RawDevice.openDeaf(port);
                var publisher = RawDevice.connected(port, mqtt3("publisher"))) {
            deaf.says(mqtt3("deaf"));
            deaf.says(deaf.subscribe(1, "much", 0));
            await().until(() -> broker.local().wants("much"));

            publishes(publisher, 1500);

            await().until(() -> broker.connections().closedFor(CloseReason.SLOW_READER) == 1);
            await().until(() -> broker.local().sessions() == 1);
            assertThat(broker.local().wants("much")).isFalse();
            publisher.hearsNothing();
        }
    }

    @Test
    void aSubscriberThatNeverAcknowledgesCostsABoundedQueue() throws IOException {
        int port = start(Duration.ofMinutes(10));
        try (var deaf = RawDevice.openDeaf(port);
                var publisher = RawDevice.connected(port, mqtt3("publisher"))) {
            deaf.says(mqtt3("deaf"));
            deaf.says(deaf.subscribe(1, "much", 1));
            await().until(() -> broker.local().wants("much"));

            publishes(publisher, 1500); // 100 are on their way, 1000 wait, the oldest of the rest are gone

            assertThat(broker.local().droppedFromQueues()).isBetween(350L, 1500L);
        }
    }

    private static void publishes(RawDevice publisher, int messages) {
        for (int i = 1; i <= messages; i++) {
            publisher.says(publisher.publish("much", PAYLOAD, 1, i % 100 + 1));
            publisher.next(Packet.PUBACK);
        }
    }
}
