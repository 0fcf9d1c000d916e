package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.bytes;
import static dev.sluice.broker.fixture.Bytes.four;
import static dev.sluice.broker.fixture.Bytes.join;
import static dev.sluice.broker.fixture.Bytes.property;
import static dev.sluice.broker.fixture.Bytes.sized;
import static dev.sluice.broker.fixture.Bytes.text;
import static dev.sluice.broker.fixture.Bytes.two;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a message between the device that sends it and the one that asked for it (MQTT 5.0 §3.3, §4.3 to §4.6, §4.9). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardingIT {

    private RunningBroker broker;
    private RawDevice publisher;

    @BeforeAll
    void start() {
        broker = RunningBroker.with(RecordingIngest.storingAtOnce());
    }

    @BeforeEach
    void connect() {
        publisher = broker.device(mqtt5("publisher"));
    }

    @AfterEach
    void nothingWentWrong() {
        publisher.close();
        await().until(() -> broker.broker().connections().size() == 0);
        assertThat(broker.broker().local().failedCommands()).isZero();
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    private void published(int flags, String topic, String payload, byte[]... properties) {
        publisher.says(publisher.publish(2 | flags, topic, payload, 1, properties));
        publisher.next(Packet.PUBACK);
    }

    private static byte[] user(String key, String value) {
        return property(0x26, join(text(key), text(value)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void everyPropertyOfAMessageArrivesAsItWasGiven(int qos) {
        try (var subscriber = broker.device(mqtt5("all").with(property(0x22, two(10))))) {
            subscriber.subscribes("all/" + qos, qos);

            publisher.says(publisher.publish(
                    qos << 1,
                    "all/" + qos,
                    "text",
                    1,
                    user("z", "1"),
                    property(0x01, bytes(1)),
                    property(0x03, text("text/plain")),
                    user("a", "2"),
                    property(0x08, text("answers/here")),
                    property(0x09, sized(bytes(0, 255, 7))),
                    property(0x23, two(1)),
                    user("z", "3")));

            var heard = subscriber.next(Packet.PUBLISH);
            assertThat(heard.payload()).isEqualTo("text");
            assertThat(heard.numbers(0x01)).containsExactly(1);
            assertThat(heard.texts(0x03)).containsExactly("text/plain");
            assertThat(heard.texts(0x08)).containsExactly("answers/here");
            assertThat(heard.values(0x09)).containsExactly(bytes(0, 3, 0, 255, 7));
            assertThat(heard.values(0x26))
                    .containsExactly(
                            join(text("z"), text("1")), join(text("a"), text("2")), join(text("z"), text("3")));
            // we never use aliases towards a device, whatever it offers
            assertThat(heard.values(0x23)).isEmpty();
        }
    }

    @Test
    void aRetainedMessageKeepsItsProperties() {
        published(1, "kept/properties", "x", property(0x03, text("text/plain")), user("k", "v"));

        try (var subscriber = broker.device(mqtt5("later"))) {
            subscriber.subscribes("kept/properties", 1);

            var heard = subscriber.next(Packet.PUBLISH);
            assertThat(heard.texts(0x03)).containsExactly("text/plain");
            assertThat(heard.values(0x26)).hasSize(1);
            assertThat(heard.values(0x02)).isEmpty();
        }
    }

    @Test
    void aPayloadThatIsNotTheTextItClaimsToBeIsRefused() {
        publisher.says(
                publisher.publish(2, "format", "", 1, property(0x01, bytes(1))),
                publisher.publish(2, "format", "ok", 2, property(0x01, bytes(1))));
        assertThat(publisher.next(Packet.PUBACK).reason()).isZero();
        assertThat(publisher.next(Packet.PUBACK).reason()).isZero();

        for (int qos = 1; qos <= 2; qos++) {
            var odd = publisher.publish(qos << 1, "format", "?", 10 + qos, property(0x01, bytes(1)));
            odd[odd.length - 1] = (byte) 0xFF;
            publisher.says(odd);
            assertThat(publisher.next(qos == 1 ? Packet.PUBACK : Packet.PUBREC).reason())
                    .isEqualTo(0x99);
        }
        assertThat(broker.ingest().from("publisher"))
                .extracting(RecordingIngest.Taken::payload)
                .doesNotContain("\uFFFD");
        publisher.hearsNothing();
    }

    @Test
    void atQos0SuchAPayloadIsTakenSinceNobodyWouldHearOfARefusal() {
        var odd = publisher.publish(0, "format", "?", 0, property(0x01, bytes(1)));
        odd[odd.length - 1] = (byte) 0xFF;

        publisher.says(odd);

        publisher.hearsNothing();
        assertThat(broker.ingest().from("publisher"))
                .extracting(RecordingIngest.Taken::payload)
                .contains("\uFFFD");
    }

    // expiry

    @Test
    void aMessageThatWaitedHasLessTimeLeft() {
        try (var subscriber = broker.device(mqtt5("waits").sessionExpiry(60))) {
            subscriber.subscribes("expiry/waits", 1);
        }
        await().until(() -> broker.broker().connections().size() == 1);
        published(0, "expiry/waits", "x", property(0x02, four(100)));
        await().pollDelay(Duration.ofMillis(1600)).until(() -> true);

        try (var subscriber = broker.device(mqtt5("waits").goingOn())) {
            assertThat(subscriber.next(Packet.PUBLISH).numbers(0x02).get(0)).isBetween(50, 99);
        }
    }

    @Test
    void aMessageThatWaitedTooLongIsNotSent() {
        try (var subscriber = broker.device(mqtt5("late").sessionExpiry(60))) {
            subscriber.subscribes("expiry/late", 1);
        }
        await().until(() -> broker.broker().connections().size() == 1);
        published(0, "expiry/late", "short", property(0x02, four(1)));
        published(0, "expiry/late", "long", property(0x02, four(4_000_000_000L)));
        await().pollDelay(Duration.ofMillis(1200)).until(() -> true);

        try (var subscriber = broker.device(mqtt5("late").goingOn())) {
            assertThat(subscriber.next(Packet.PUBLISH).payload()).isEqualTo("long");
        }
    }

    @Test
    void aRetainedMessageExpiresAndTheOneInItsPlaceDoesNot() {
        published(1, "expiry/kept/goes", "goes", property(0x02, four(1)));
        published(1, "expiry/kept/stays", "short", property(0x02, four(1)));
        published(1, "expiry/kept/stays", "for ever");
        published(1, "expiry/kept/left", "left", property(0x02, four(50)));
        await().pollDelay(Duration.ofMillis(2500)).until(() -> true); // Moquette looks once a second

        try (var subscriber = broker.device(mqtt5("expiry-later"))) {
            subscriber.subscribes("expiry/kept/+", 1);

            var heard = subscriber.hears(2);
            assertThat(heard).extracting(Packet::payload).containsExactlyInAnyOrder("for ever", "left");
            assertThat(heard)
                    .flatExtracting(message -> message.numbers(0x02))
                    .singleElement()
                    .satisfies(left -> assertThat(left).isBetween(20, 49));
            subscriber.hearsNothing();
        }
    }

    @Test
    void whatHasBeenSentDoesNotExpire() {
        try (var subscriber = broker.device(mqtt5("sent").sessionExpiry(60))) {
            subscriber.subscribes("expiry/sent", 2);
            publisher.says(publisher.publish(4, "expiry/sent", "x", 1, property(0x02, four(4))));
            subscriber.next(Packet.PUBLISH);
        }
        await().pollDelay(Duration.ofMillis(4300)).until(() -> true);

        try (var subscriber = broker.device(mqtt5("sent").goingOn())) {
            var again = subscriber.next(Packet.PUBLISH);
            assertThat(again.payload()).isEqualTo("x");
            assertThat(again.numbers(0x02)).containsExactly(0);
        }
    }

    // packet size

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aMessageThatIsTooLargeForItsSubscriberIsTakenForSent(int qos) {
        try (var subscriber = broker.device(
                mqtt5("small").maximumPacketSize(100).receiveMaximum(1).sessionExpiry(60))) {
            subscriber.subscribes("size/" + qos, qos);
            for (var payload : List.of("x".repeat(200), "fits", "y".repeat(90), "fits too")) {
                publisher.says(publisher.publish("size/" + qos, payload, qos, 1));
                if (qos > 0) {
                    publisher.next(qos == 1 ? Packet.PUBACK : Packet.PUBREC);
                    publisher.says(qos == 1 ? bytes() : publisher.pubrel(1));
                }
                if (qos == 2) {
                    publisher.next(Packet.PUBCOMP);
                }
            }

            assertThat(heardAndAnswered(subscriber).payload()).isEqualTo("fits");
            assertThat(heardAndAnswered(subscriber).payload()).isEqualTo("fits too");
            subscriber.hearsNothing();
        }
    }

    private static Packet heardAndAnswered(RawDevice subscriber) {
        var heard = subscriber.next(Packet.PUBLISH);
        if (heard.qos() == 1) {
            subscriber.says(subscriber.puback(heard.packetId()));
        } else if (heard.qos() == 2) {
            subscriber.says(subscriber.pubrec(heard.packetId()));
            subscriber.next(Packet.PUBREL);
            subscriber.says(subscriber.pubcomp(heard.packetId()));
        }
        return heard;
    }

    @Test
    void aPacketOfExactlyTheLargestSizeIsSent() {
        // fixed header 2, topic 2 + 5, packet id 2, properties 1
        try (var subscriber = broker.device(mqtt5("exact").maximumPacketSize(60))) {
            subscriber.subscribes("exact", 1);

            published(0, "exact", "x".repeat(60 - 12 + 1));
            published(0, "exact", "x".repeat(60 - 12));

            assertThat(subscriber.next(Packet.PUBLISH).payload()).hasSize(48);
            subscriber.hearsNothing();
        }
    }

    // flow control

    @Test
    void noMoreIsSentThanTheSubscriberTakesUnanswered() {
        try (var subscriber = broker.device(mqtt5("narrow").receiveMaximum(2))) {
            subscriber.subscribes("narrow", 2);
            for (int i = 1; i <= 5; i++) {
                published(0, "narrow", "n" + i);
            }

            var heard = new ArrayList<>(subscriber.hears(2));
            subscriber.hearsNothing(); // and is answered all the same
            for (int i = 3; i <= 5; i++) {
                subscriber.says(subscriber.puback(heard.get(i - 3).packetId()));
                heard.add(subscriber.next(Packet.PUBLISH));
                subscriber.hearsNothing();
            }
            assertThat(heard).extracting(Packet::payload).containsExactly("n1", "n2", "n3", "n4", "n5");
        }
    }

    @Test
    void anExchangeThatTheSubscriberRefusesIsOver() {
        try (var subscriber = broker.device(mqtt5("refuses").receiveMaximum(1).sessionExpiry(60))) {
            subscriber.subscribes("refuses", 2);
            publisher.says(publisher.publish("refuses", "one", 2, 1));
            publisher.next(Packet.PUBREC);
            publisher.says(publisher.publish("refuses", "two", 2, 2));
            publisher.next(Packet.PUBREC);

            subscriber.says(subscriber.pubrec(subscriber.next(Packet.PUBLISH).packetId(), 0x97));

            assertThat(subscriber.next(Packet.PUBLISH).payload()).isEqualTo("two");
        }
        try (var subscriber = broker.device(mqtt5("refuses").goingOn())) {
            assertThat(subscriber.next(Packet.PUBLISH).payload()).isEqualTo("two");
            subscriber.hearsNothing();
        }
    }

    @Test
    void aPublisherThatExceedsTheReceiveMaximumIsClosed() {
        broker.ingest().storesAtOnce(false);
        try (var greedy = broker.device()) {
            var welcome = greedy.connects(mqtt5("greedy"));
            int most = welcome.numbers(0x21).get(0);
            for (int i = 1; i <= most; i++) {
                greedy.says(greedy.publish("greedy", "x", 1, i));
            }
            greedy.hearsNothing();
            greedy.says(greedy.publish("greedy", "x", 1, most + 1));

            assertThat(greedy.next(Packet.DISCONNECT).reason()).isEqualTo(0x93);
            greedy.isShut();
        } finally {
            broker.ingest().storesAtOnce(true);
        }
    }
}
