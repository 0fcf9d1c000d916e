package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.bytes;
import static dev.sluice.broker.fixture.Bytes.packet;
import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Wills are ours: to the ingest and to local subscribers (MQTT 5.0 §3.1.2.5). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WillsIT {

    private RunningBroker broker;
    private RawDevice listener;

    @BeforeAll
    void start() {
        broker = RunningBroker.with(RecordingIngest.storingAtOnce());
        listener = broker.device(mqtt3("listener"));
        listener.subscribes("wills/#", 1);
    }

    @AfterAll
    void stop() {
        listener.close();
        broker.close();
    }

    @Test
    void aConnectionThatBreaksPublishesItsWillToTheIngestAndToSubscribers() {
        broker.device(mqtt3("breaks").will("wills/breaks", "bye", 1)).close();

        var will = broker.ingest().awaitFrom("breaks", 1);
        assertThat(will.payload()).isEqualTo("bye");
        assertThat(will.publish().will()).isTrue();
        assertThat(will.publish().qos()).isEqualTo(1);
        var heard = listener.next(Packet.PUBLISH);
        assertThat(heard.topic()).isEqualTo("wills/breaks");
        assertThat(heard.payload()).isEqualTo("bye");
    }

    @Test
    void aFarewellDropsTheWill() {
        var old = broker.device(mqtt3("polite3").will("polite", "bye", 1));
        old.says(old.disconnect());
        old.isShut();
        var young = broker.device(mqtt5("polite5").will("polite", "bye", 1));
        young.says(young.disconnect());
        young.isShut();

        await().until(() -> broker.broker().connections().size() == 1);
        assertThat(broker.ingest().from("polite3")).isEmpty();
        assertThat(broker.ingest().from("polite5")).isEmpty();
    }

    @Test
    void aFarewellThatAsksForTheWillPublishesIt() {
        try (var device = broker.device(mqtt5("asks").will("asks", "bye", 0))) {
            device.says(packet(0xE0, bytes(0x04)));

            assertThat(broker.ingest().awaitFrom("asks", 1).payload()).isEqualTo("bye");
        }
    }

    @Test
    void aBrokenRulePublishesTheWill() {
        try (var device = broker.device(mqtt3("breaks-rule").will("rule", "bye", 0))) {
            device.says(mqtt3("breaks-rule"));

            assertThat(broker.ingest().awaitFrom("breaks-rule", 1).payload()).isEqualTo("bye");
        }
    }

    @Test
    void aDelayedWillComesAfterItsDelay() {
        var device = broker.device(
                mqtt5("delayed").sessionExpiry(60).will("delayed", "bye", 0).willDelay(1));
        long closed = System.nanoTime();
        device.close();

        assertThat(broker.ingest().awaitFrom("delayed", 1).payload()).isEqualTo("bye");
        assertThat(System.nanoTime() - closed).isGreaterThanOrEqualTo(1_000_000_000L);
    }

    @Test
    void aDelayedWillIsNotSentWhenTheDeviceComesBackInTime() {
        int delay = 1;
        while (!isNotSentWhenTheDeviceComesBackWithin(delay)) { // a slow machine: once more, with more time
            delay *= 4;
        }
    }

    /** False if the device was too late. */
    private boolean isNotSentWhenTheDeviceComesBackWithin(int seconds) {
        var id = "returns" + seconds;
        var first = broker.device(
                mqtt5(id).sessionExpiry(600).will("returns", "bye", 0).willDelay(seconds));
        long closed = System.nanoTime();
        first.close();
        try (var back = broker.device(mqtt5(id).sessionExpiry(600).goingOn())) {
            if (System.nanoTime() - closed >= TimeUnit.SECONDS.toNanos(seconds)) {
                return false;
            }
            await().pollDelay(Duration.ofMillis(1_000L * seconds + 500)).until(() -> true);
            assertThat(broker.ingest().from(id)).isEmpty();
            back.hearsNothing();
            return true;
        }
    }

    @Test
    void aDelayedWillIsSentWhenTheDeviceBeginsAfresh() {
        broker.device(mqtt5("afresh").sessionExpiry(60).will("afresh", "bye", 0).willDelay(30))
                .close();
        await().until(() -> broker.broker().connections().size() == 1);
        try (var back = broker.device(mqtt5("afresh"))) {
            assertThat(broker.ingest().awaitFrom("afresh", 1).payload()).isEqualTo("bye");
            back.hearsNothing();
        }
    }

    @Test
    void theDelayEndsWithTheSession() {
        broker.device(mqtt5("short").will("short", "bye", 0).willDelay(30)).close();

        assertThat(broker.ingest().awaitFrom("short", 1).payload()).isEqualTo("bye");
    }

    @Test
    void aRetainedWillIsKeptForThoseWhoComeLater() {
        broker.device(mqtt3("retains").will("kept/will", "bye", 1).willRetained())
                .close();
        broker.ingest().awaitFrom("retains", 1);

        try (var later = broker.device(mqtt3("later"))) {
            later.subscribes("kept/will", 1);

            var heard = later.next(Packet.PUBLISH);
            assertThat(heard.payload()).isEqualTo("bye");
            assertThat(heard.retained()).isTrue();
        }
    }

    @Test
    void aWillKeepsItsProperties() {
        broker.device(mqtt5("properties").will("properties", "bye", 0).willContentType("text/plain"))
                .close();

        var will = broker.ingest().awaitFrom("properties", 1);
        assertThat(will.publish()
                        .properties()
                        .getProperty(MqttProperties.CONTENT_TYPE)
                        .value())
                .isEqualTo("text/plain");
    }

    @Test
    void aTakeoverPublishesTheWillOfTheOlder() {
        try (var older = broker.device(mqtt3("taken").will("taken", "bye", 0));
                var newer = broker.device(mqtt3("taken"))) {
            assertThat(broker.ingest().awaitFrom("taken", 1).payload()).isEqualTo("bye");
            older.isShut();
            newer.hearsNothing();
        }
    }

    @Test
    void aWillThatNobodyCouldPublishIsRefusedWithTheConnection() {
        for (var connect : new dev.sluice.broker.fixture.Connect[] {
            mqtt3("bad-will").will("a", "bye", 3),
            mqtt3("bad-will").will("a/#", "bye", 0),
            mqtt3("bad-will").will("", "bye", 0),
            mqtt3("bad-will").will("$SYS/a", "bye", 0)
        }) {
            try (var device = broker.device()) {
                device.says(connect);
                device.isShut();
            }
        }
        assertThat(broker.ingest().from("bad-will")).isEmpty();
    }
}
