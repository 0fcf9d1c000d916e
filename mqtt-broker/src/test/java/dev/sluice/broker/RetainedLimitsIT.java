package dev.sluice.broker;

import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.limit.Limit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of retained messages when there is no room for them. */
class RetainedLimitsIT {

    private static final int QOS_1_RETAIN = 1 << 1 | 1;
    private static final int QOS_2_RETAIN = 2 << 1 | 1;
    private static final int QOS_0_RETAIN = 1;

    private RunningBroker broker;

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void anMqtt5DeviceHearsThatThereIsNoRoomAndKafkaDoesNotHaveItsMessage() {
        start(2, 10_000);
        try (var device = broker.device(mqtt5("five"))) {
            retains(device, "a", "1");
            retains(device, "b", "1");

            device.says(device.publish(QOS_1_RETAIN, "c", "1", 1));
            assertThat(device.next(Packet.PUBACK).reason()).isEqualTo(0x97);
            device.says(device.publish(QOS_2_RETAIN, "c", "1", 2));
            assertThat(device.next(Packet.PUBREC).reason()).isEqualTo(0x97);
            device.says(device.publish("c", "not retained", 1, 2));
            assertThat(device.next(Packet.PUBACK).reason()).isZero();

            assertThat(broker.ingest().payloads()).containsExactly("1", "1", "not retained");
            assertThat(broker.broker().reached(Limit.RETAINED_MESSAGES)).isEqualTo(2);
            assertThat(broker.broker().retainedMessages()).isEqualTo(2);
        }
        assertThat(retained()).containsExactlyInAnyOrder("a=1", "b=1");
    }

    @Test
    void whatIsRetainedAlreadyIsReplacedWhenThereIsNoRoom() {
        start(1, 10_000);
        try (var device = broker.device(mqtt5("five"));
                var old = broker.device(mqtt3("three"))) {
            retains(device, "a", "1");
            retains(device, "a", "2");
            assertThat(retained()).containsExactly("a=2");
            retains(old, "a", "3");
            assertThat(retained()).containsExactly("a=3");

            retains(device, "a", ""); // makes room
            retains(device, "b", "4");

            assertThat(retained()).containsExactly("b=4");
            assertThat(broker.broker().reached(Limit.RETAINED_MESSAGES)).isZero();
        }
    }

    @Test
    void anMqtt3DeviceIsNotRefusedAndItsMessageNotRetained() {
        start(1, 10_000);
        try (var device = broker.device(mqtt3("three"));
                var subscriber = broker.device(mqtt3("listens"))) {
            subscriber.subscribes("#", 0);
            retains(device, "a", "1");
            retains(device, "b", "2");

            assertThat(subscriber.hears(2)).extracting(Packet::payload).containsExactly("1", "2");
            assertThat(broker.ingest().payloads()).containsExactly("1", "2");
            assertThat(broker.broker().reached(Limit.RETAINED_MESSAGES)).isEqualTo(1);
        }
        assertThat(retained()).containsExactly("a=1");
    }

    @Test
    void aWillAndAMessageWithQos0ArePublishedAndNotRetained() {
        start(1, 10_000);
        try (var device = broker.device(mqtt5("five"))) {
            retains(device, "a", "1");
            device.says(device.publish(QOS_0_RETAIN, "b", "2", 0));
            device.hearsNothing();
            broker.device(mqtt5("leaves").will("will", "gone", 1).willRetained())
                    .close();

            broker.ingest().awaitTaken(3);
            await().atMost(Duration.ofSeconds(30)).until(() -> broker.broker().reached(Limit.RETAINED_MESSAGES) == 2);
        }
        assertThat(broker.ingest().payloads()).containsExactly("1", "2", "gone");
        assertThat(retained()).containsExactly("a=1");
    }

    @Test
    void theirBytesAreBoundedAndAnOldMessageNeverPassesForTheLast() {
        start(100, 150);
        try (var device = broker.device(mqtt5("five"));
                var old = broker.device(mqtt3("three"))) {
            retains(device, "a", "x".repeat(100));

            device.says(device.publish(QOS_1_RETAIN, "b", "x".repeat(100), 1));
            assertThat(device.next(Packet.PUBACK).reason()).isEqualTo(0x97);
            device.says(device.publish(QOS_1_RETAIN, "a", "x".repeat(200), 1));
            assertThat(device.next(Packet.PUBACK).reason()).isEqualTo(0x97);
            assertThat(retained()).containsExactly("a=" + "x".repeat(100));
            retains(old, "a", "y".repeat(200));

            assertThat(retained()).isEmpty();
            assertThat(broker.broker().retainedBytes()).isZero();
            assertThat(broker.broker().reached(Limit.RETAINED_BYTES)).isEqualTo(3);
            retains(device, "a", "x".repeat(99));
            assertThat(broker.broker().retainedBytes()).isBetween(100L, 150L);
        }
    }

    @Test
    void whatIsStoredStaysWhenTheLimitIsLowered(@TempDir Path folder) {
        var settings = BrokerSettings.onLoopback(0).withSessionsIn(folder);
        broker = RunningBroker.with(RecordingIngest.storingAtOnce(), settings);
        try (var device = broker.device(mqtt5("five"))) {
            retains(device, "a", "1");
            retains(device, "b", "2");
        }
        broker.close();

        broker = RunningBroker.with(
                RecordingIngest.storingAtOnce(), settings.withLimits(BrokerLimits.DEFAULT.withRetained(1, 1)));

        assertThat(retained()).containsExactlyInAnyOrder("a=1", "b=2");
        assertThat(broker.broker().retainedMessages()).isEqualTo(2);
        try (var device = broker.device(mqtt5("five"))) {
            retains(device, "b", "3");
            device.says(device.publish(QOS_1_RETAIN, "c", "1", 1));
            assertThat(device.next(Packet.PUBACK).reason()).isEqualTo(0x97);
        }
        assertThat(retained()).containsExactlyInAnyOrder("a=1", "b=3");
    }

    private static void retains(RawDevice device, String topic, String payload) {
        device.says(device.publish(QOS_1_RETAIN, topic, payload, 9));
        assertThat(device.next(Packet.PUBACK).body()).containsExactly(0, 9);
    }

    /** As a new subscriber hears it. */
    private List<String> retained() {
        try (var asks = broker.device(mqtt5("asks"))) {
            asks.subscribes("#", 0);
            asks.says(asks.publish("end", "", 0, 0)); // comes behind what the subscription brings
            return Stream.generate(() -> asks.next(Packet.PUBLISH))
                    .takeWhile(message -> !message.topic().equals("end"))
                    .map(message -> message.topic() + "=" + message.payload())
                    .toList();
        }
    }

    private void start(int messages, long bytes) {
        broker = RunningBroker.with(
                RecordingIngest.storingAtOnce(),
                BrokerSettings.onLoopback(0).withLimits(BrokerLimits.DEFAULT.withRetained(messages, bytes)));
    }
}
