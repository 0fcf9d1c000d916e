package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.bytes;
import static dev.sluice.broker.fixture.Bytes.four;
import static dev.sluice.broker.fixture.Bytes.packet;
import static dev.sluice.broker.fixture.Bytes.properties;
import static dev.sluice.broker.fixture.Bytes.property;
import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Connect;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a session lasts, and what it brings back. */
class SessionsIT {

    private static final long FOR_EVER = 0xFFFF_FFFFL;

    private final RunningBroker broker = RunningBroker.with(RecordingIngest.storingAtOnce());

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void aSessionOfMqtt3LastsUnlessItIsClean() {
        visits(mqtt3("device").goingOn());
        assertThat(visits(mqtt3("device").goingOn())).isTrue();

        assertThat(visits(mqtt3("device"))).isFalse();
        assertThat(visits(mqtt3("device").goingOn())).isFalse();
    }

    @Test
    void aSessionOfMqtt5LastsAsLongAsItsExpirySays() {
        visits(mqtt5("none").goingOn());
        assertThat(visits(mqtt5("none").goingOn())).isFalse();

        visits(mqtt5("zero").sessionExpiry(0));
        assertThat(visits(mqtt5("zero").goingOn())).isFalse();

        visits(mqtt5("forever").sessionExpiry(FOR_EVER));
        assertThat(visits(mqtt5("forever").sessionExpiry(FOR_EVER).goingOn())).isTrue();

        visits(mqtt5("minute").sessionExpiry(60));
        assertThat(visits(mqtt5("minute").sessionExpiry(60).goingOn())).isTrue();
    }

    @Test
    void theExpiryOfTheLastConnectionCounts() {
        visits(mqtt5("device").sessionExpiry(60));
        visits(mqtt5("device").goingOn());

        assertThat(visits(mqtt5("device").goingOn())).isFalse();
    }

    @Test
    void aFarewellCanShortenTheSession() {
        try (var device = broker.device(mqtt5("device").sessionExpiry(60))) {
            device.says(packet(0xE0, bytes(0), properties(property(0x11, four(0)))));
            device.isShut();
        }

        assertThat(visits(mqtt5("device").goingOn())).isFalse();
    }

    @Test
    void aFarewellCannotReviveASessionThatWasToEnd() {
        try (var device = broker.device(mqtt5("device"))) {
            device.says(packet(0xE0, bytes(0), properties(property(0x11, four(60)))));

            assertThat(device.next(Packet.DISCONNECT).reason()).isEqualTo(0x82);
        }
    }

    @Test
    void anExpiredSessionIsForgotten() {
        try (var device = broker.device(mqtt5("device").sessionExpiry(1))) {
            assertThat(broker.broker().local().sessions()).isEqualTo(1);
            device.says(device.disconnect());
        }

        await().until(() -> broker.broker().local().sessions() == 0);
        await().until(() -> broker.broker().sessions() == 0);
        assertThat(visits(mqtt5("device").goingOn())).isFalse();
    }

    @Test
    void aSubscriberThatWasAwayHearsWhatItMissed() {
        missesAndHears(mqtt3("away3").goingOn(), mqtt3("away3").goingOn());
        missesAndHears(
                mqtt5("away5").sessionExpiry(60).goingOn(),
                mqtt5("away5").sessionExpiry(60).goingOn());
    }

    @Test
    void soDoesOneThatBeganCleanAndStayed() {
        missesAndHears(
                mqtt5("stays").sessionExpiry(60),
                mqtt5("stays").sessionExpiry(60).goingOn());
    }

    private void missesAndHears(Connect first, Connect again) {
        try (var subscriber = broker.device(first)) {
            subscriber.subscribes("missed", 1);
            subscriber.says(subscriber.disconnect());
            subscriber.isShut();
        }
        try (var publisher = broker.device(mqtt3("publisher"))) {
            for (int i = 1; i <= 20; i++) {
                publisher.says(publisher.publish("missed", "n" + i, 1, i));
                publisher.next(Packet.PUBACK);
            }
        }
        try (var subscriber = RawDevice.open(broker.port())) {
            assertThat(subscriber.connects(again).sessionPresent()).isTrue();
            for (int i = 1; i <= 20; i++) {
                var heard = subscriber.next(Packet.PUBLISH);
                assertThat(heard.payload()).isEqualTo("n" + i);
                subscriber.says(subscriber.puback(heard.packetId()));
            }
        }
    }

    @Test
    void aCleanSessionTakesItsSubscriptionsAlong() {
        try (var device = broker.device(mqtt3("device"))) {
            device.subscribes("a", 1);
            assertThat(broker.broker().local().subscriptions()).isEqualTo(1);
        }

        await().until(() -> broker.broker().local().subscriptions() == 0);
        await().until(() -> broker.broker().local().sessions() == 0);
    }

    @Test
    void devicesThatGoAmidConnectLeaveNothingBehind() {
        for (int i = 0; i < 300; i++) {
            try (var device = broker.device()) {
                device.says(mqtt5("hasty" + i));
            }
        }

        // the last of them may not even have been accepted
        try (var last = broker.device(mqtt5("last"))) {
            last.says(last.disconnect());
            last.isShut();
        }
        await().untilAsserted(() -> {
            assertThat(broker.broker().connections().size()).isZero();
            assertThat(broker.broker().local().sessions()).isZero();
            assertThat(broker.broker().sessions()).isZero();
            assertThat(broker.ingest().openLanes()).isZero();
        });
    }

    @Test
    void theSessionsOfAWholeFleetExpire() {
        for (int round = 0; round < 3; round++) {
            var fleet = new ArrayList<RawDevice>();
            for (int i = 0; i < 200; i++) {
                var device = broker.device();
                device.says(mqtt5("fleet-" + i).sessionExpiry(1).goingOn());
                device.says(device.disconnect());
                fleet.add(device);
            }
            fleet.forEach(RawDevice::isShut);
        }

        await().untilAsserted(
                        () -> assertThat(broker.broker().local().sessions()).isZero());
        assertThat(visits(mqtt5("fleet-7").sessionExpiry(1))).isFalse();
        await().until(() -> broker.broker().local().sessions() == 0);
    }

    @Test
    void anMqtt31DeviceIsServed() {
        try (var device = broker.device(Connect.mqtt(3, "ancient"))) {
            device.subscribes("ancient", 1);
            device.says(device.publish("ancient", "hello", 1, 1));

            assertThat(List.of(device.next().type(), device.next().type()))
                    .containsExactlyInAnyOrder(Packet.PUBACK, Packet.PUBLISH);
        }
    }

    /** Connects, says farewell, and tells whether there was a session. */
    private boolean visits(Connect connect) {
        try (var device = RawDevice.open(broker.port())) {
            boolean present = device.connects(connect).sessionPresent();
            device.says(device.disconnect());
            device.isShut();
            await().until(() -> broker.broker().connections().size() == 0);
            return present;
        }
    }
}
