package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.bytes;
import static dev.sluice.broker.fixture.Bytes.packet;
import static dev.sluice.broker.fixture.Bytes.two;
import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Subscriptions that several devices share (MQTT 5.0 §4.8.2). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedSubscriptionsIT {

    private RunningBroker broker;
    private RawDevice publisher;
    private RawDevice one;
    private RawDevice two;

    @BeforeAll
    void start() {
        broker = RunningBroker.with(RecordingIngest.storingAtOnce());
    }

    @BeforeEach
    void connect() {
        publisher = broker.device(mqtt5("publisher"));
        one = broker.device(mqtt5("one"));
        two = broker.device(mqtt5("two"));
    }

    @AfterEach
    void nothingWentWrong() {
        List.of(publisher, one, two).forEach(RawDevice::close);
        await().until(() -> broker.broker().connections().size() == 0);
        assertThat(broker.broker().local().failedCommands()).isZero();
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    /** Publishes with QoS 1 and waits for the PUBACK: then every subscriber's session has it. */
    private void published(int flags, String topic, String payload) {
        publisher.says(publisher.publish(2 | flags, topic, payload, 1));
        publisher.next(Packet.PUBACK);
    }

    @Test
    void aSharedSubscriptionOutlivesOthersWithTheSameFilter() {
        one.subscribes("$share/group/outlives", 1);
        two.subscribes("outlives", 1);

        two.says(two.unsubscribe(2, "outlives"));
        two.next(Packet.UNSUBACK);
        published(0, "outlives", "x");

        assertThat(one.next(Packet.PUBLISH).payload()).isEqualTo("x");
    }

    @Test
    void eachGroupHearsAMessageOnceAndSoDoesAPlainSubscription() {
        one.subscribes("$share/a/groups", 1);
        two.subscribes("$share/a/groups", 1);
        two.subscribes("$share/b/groups", 1);
        two.subscribes("groups", 1);

        published(0, "groups", "1");
        published(0, "groups", "2");

        await().until(() -> one.waiting() + two.waiting() == 6);
        assertThat(one.waiting()).isEqualTo(1);
    }

    @Test
    void aSharedSubscriptionHasAQosForEachWhoShares() {
        one.subscribes("$share/group/qos", 0);
        two.subscribes("$share/group/qos", 1);

        published(0, "qos", "1");
        published(0, "qos", "2");

        assertThat(one.next(Packet.PUBLISH).qos()).isZero();
        assertThat(two.next(Packet.PUBLISH).qos()).isEqualTo(1);
    }

    @Test
    void aRefusedSharedMessageGoesToNobodyElse() {
        one.subscribes("$share/group/refused", 1);
        published(0, "refused", "no");
        var heard = one.next(Packet.PUBLISH);
        two.subscribes("$share/group/refused", 1);

        one.says(packet(0x40, two(heard.packetId()), bytes(0x83)));

        one.hearsNothing();
        two.hearsNothing();
    }

    @Test
    void whatAMemberLeftUnansweredComesToItAgainAndToNobodyElse() {
        try (var member = broker.device(mqtt5("member").sessionExpiry(60))) {
            member.subscribes("$share/group/left", 2);
            publisher.says(publisher.publish("left", "x", 2, 7));
            member.next(Packet.PUBLISH);
        }
        two.subscribes("$share/group/left", 2);
        try (var member = broker.device(mqtt5("member").sessionExpiry(0).goingOn())) {
            var again = member.next(Packet.PUBLISH);
            assertThat(again.duplicate()).isTrue();
            assertThat(again.payload()).isEqualTo("x");
        }
        two.hearsNothing();
    }

    @Test
    void mqtt3DevicesMayShareToo() {
        try (var old = broker.device(mqtt3("old-share"))) {
            old.subscribes("$share/group/old", 1);

            published(0, "old", "x");

            assertThat(old.next(Packet.PUBLISH).payload()).isEqualTo("x");
        }
    }
}
