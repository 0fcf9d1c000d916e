package dev.sluice.broker;

import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a device left unanswered, and the order of what it hears (MQTT 5.0 §4.4 and §4.6). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedeliveryIT {

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

    @Test
    void whatWasLeftUnansweredComesAgainInItsOrderUnderItsIds() {
        List<Packet> first;
        try (var subscriber = broker.device(mqtt3("order").goingOn())) {
            subscriber.subscribes("order", 1);
            for (int i = 1; i <= 12; i++) { // moves the packet ids on
                published(0, "order", "before");
                var heard = subscriber.next(Packet.PUBLISH);
                subscriber.says(subscriber.puback(heard.packetId()));
            }
            for (int i = 1; i <= 60; i++) {
                published(0, "order", "n" + i);
            }
            first = subscriber.hears(60);
        }
        try (var subscriber = broker.device(mqtt3("order").goingOn())) {
            var again = subscriber.hears(60);
            assertThat(again).allMatch(Packet::duplicate);
            assertThat(again)
                    .extracting(Packet::payload)
                    .containsExactlyElementsOf(
                            first.stream().map(Packet::payload).toList());
            assertThat(again)
                    .extracting(Packet::packetId)
                    .containsExactlyElementsOf(
                            first.stream().map(Packet::packetId).toList());
            published(0, "order", "new");
            assertThat(subscriber.next(Packet.PUBLISH).payload()).isEqualTo("new");
        }
        broker.device(mqtt3("order")).close();
    }

    @Test
    void largeMessagesThatWereLeftUnansweredAllComeAgain() {
        try (var subscriber = broker.device(mqtt3("large").goingOn())) {
            subscriber.subscribes("large", 1);
            for (int i = 1; i <= 30; i++) {
                published(0, "large", i + "x".repeat(30_000));
            }
            subscriber.hears(30);
        }
        try (var subscriber = broker.device(mqtt3("large").goingOn())) {
            assertThat(subscriber.hears(30)).allMatch(Packet::duplicate);
        }
        broker.device(mqtt3("large")).close();
    }

    @Test
    void aNarrowerReceiveMaximumOnTheNextConnectionHoldsForWhatComesAgain() {
        try (var subscriber = broker.device(mqtt5("narrower").sessionExpiry(60))) {
            subscriber.subscribes("narrower", 1);
            for (int i = 1; i <= 40; i++) {
                published(0, "narrower", "n" + i);
            }
            subscriber.hears(40);
        }
        try (var subscriber = broker.device(mqtt5("narrower").receiveMaximum(3).goingOn())) {
            var unanswered = new ArrayDeque<>(subscriber.hears(3));
            subscriber.hearsNothing();
            published(0, "narrower", "n41");
            for (int i = 4; i <= 41; i++) {
                subscriber.says(subscriber.puback(unanswered.poll().packetId()));
                var heard = subscriber.next(Packet.PUBLISH);
                assertThat(heard.payload()).isEqualTo("n" + i);
                unanswered.add(heard);
                subscriber.hearsNothing();
            }
        }
    }

    @Test
    void aReleaseIsSentAgainAndTheMessageIsNot() {
        int id;
        try (var subscriber = broker.device(mqtt5("releases").sessionExpiry(60))) {
            subscriber.subscribes("releases", 2);
            publisher.says(publisher.publish("releases", "x", 2, 1));
            id = subscriber.next(Packet.PUBLISH).packetId();
            subscriber.says(subscriber.pubrec(id));
            assertThat(subscriber.next(Packet.PUBREL).packetId()).isEqualTo(id);
        }
        try (var subscriber = broker.device(mqtt5("releases").goingOn())) {
            assertThat(subscriber.next(Packet.PUBREL).packetId()).isEqualTo(id);
            subscriber.says(subscriber.pubcomp(id));
            subscriber.hearsNothing();
        }
    }

    @Test
    void messagesOfOnePublisherArriveInTheirOrder() {
        try (var subscriber = broker.device(mqtt5("in-order"))) {
            subscriber.subscribes("in-order/#", 1);
            for (int i = 1; i <= 90; i++) {
                publisher.says(publisher.publish("in-order/" + i % 3, "n" + i, 1, i));
            }

            for (int i = 1; i <= 90; i++) {
                var heard = subscriber.next(Packet.PUBLISH);
                assertThat(heard.payload()).isEqualTo("n" + i);
                assertThat(heard.duplicate()).isFalse();
                subscriber.says(subscriber.puback(heard.packetId()));
            }
        }
    }

    @Test
    void theDupFlagOfAPublisherIsItsOwn() {
        try (var subscriber = broker.device(mqtt3("dup"))) {
            subscriber.subscribes("dup", 1);

            publisher.says(publisher.publish(8 | 2, "dup", "x", 1));

            assertThat(subscriber.next(Packet.PUBLISH).duplicate()).isFalse();
        }
    }
}
