package dev.sluice.broker;

import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.publish.CloseReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two connections with one client id: the newer wins. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TakeoverIT {

    private RunningBroker broker;

    @BeforeAll
    void start() {
        broker = RunningBroker.with(RecordingIngest.holdingEverything());
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void theOlderMqtt5ConnectionHearsThatItWasTakenOver() {
        try (var older = broker.device(mqtt5("taken5"));
                var newer = broker.device(mqtt5("taken5"))) {
            assertThat(older.next(Packet.DISCONNECT).reason()).isEqualTo(0x8E);
            older.isShut();
            newer.hearsNothing();
        }
    }

    @Test
    void theOlderMqtt3ConnectionIsClosed() {
        try (var older = broker.device(mqtt3("taken3"));
                var newer = broker.device(mqtt3("taken3"))) {
            older.isShut();
            assertThat(older.waiting()).isZero();
            newer.hearsNothing();
        }
    }

    @Test
    void whatTheOlderHadInFlightIsStoredAllTheSame() {
        try (var older = broker.device(mqtt5("inflight").sessionExpiry(60))) {
            older.says(older.publish("a", "one", 1, 1));
            var message = broker.ingest().awaitFrom("inflight", 1);
            try (var newer = broker.device(mqtt5("inflight").sessionExpiry(60).goingOn())) {
                older.isShut();

                message.stored();

                newer.hearsNothing();
                assertThat(broker.broker().connections().closedFor(CloseReason.SESSION_TAKEN_OVER))
                        .isPositive();
            }
        }
    }

    @Test
    void theSessionGoesOnAcrossATakeover() {
        try (var older = broker.device(mqtt5("goes-on").sessionExpiry(60))) {
            older.subscribes("goes-on/#", 1);
            try (var newer = RawDevice.open(broker.port())) {
                var connAck = newer.connects(mqtt5("goes-on").sessionExpiry(60).goingOn());
                assertThat(connAck.sessionPresent()).isTrue();

                newer.says(newer.publish("goes-on/x", "hello", 0, 0));

                assertThat(newer.next(Packet.PUBLISH).payload()).isEqualTo("hello");
            }
        }
    }

    @Test
    void theOlderIsQuiteGoneBeforeTheNewerIsConnected() {
        // its farewell (here: its will) comes before anything of the newer, however often
        for (int round = 0; round < 20; round++) {
            int wills = round + 1;
            try (var older = broker.device(mqtt5("gone-first").will("gone-first/will", "bye", 0));
                    var newer = broker.device(mqtt5("gone-first"))) {
                assertThat(broker.ingest().from("gone-first")).hasSize(wills);
                newer.says(newer.disconnect());
                newer.isShut();
                older.isShut();
            }
        }
    }

    @Test
    void aWillThatWaitsIsNotSentWhenTheNewerGoesOn() {
        int delay = 1;
        while (!isNotSentWhenTheNewerComesWithin(delay)) { // a slow machine: once more, with more time
            delay *= 4;
        }
    }

    /** False if the newer one was too late. */
    private boolean isNotSentWhenTheNewerComesWithin(int seconds) {
        var id = "waiting" + seconds;
        try (var older = broker.device(
                mqtt5(id).sessionExpiry(600).will("waiting/will", "bye", 0).willDelay(seconds))) {
            long began = System.nanoTime();
            try (var newer = broker.device(mqtt5(id).sessionExpiry(600).goingOn())) {
                if (System.nanoTime() - began >= TimeUnit.SECONDS.toNanos(seconds)) {
                    return false;
                }
                older.isShut();
                await().pollDelay(Duration.ofMillis(1_000L * seconds + 500)).until(() -> true);
                assertThat(broker.ingest().from(id)).isEmpty();
                newer.hearsNothing();
                return true;
            }
        }
    }

    @Test
    void manyAtOnceLeaveOneConnected() {
        var devices = new ArrayList<RawDevice>();
        for (int i = 0; i < 30; i++) {
            var device = broker.device();
            device.says(mqtt3("popular"));
            devices.add(device);
        }

        await().until(() ->
                devices.stream().filter(device -> !device.isClosed()).count() == 1);

        var winner = devices.stream()
                .filter(device -> !device.isClosed())
                .findFirst()
                .orElseThrow();
        winner.next(Packet.CONNACK);
        winner.subscribes("popular", 1);
        winner.says(winner.publish("popular", "still here", 0, 0));
        assertThat(winner.next(Packet.PUBLISH).payload()).isEqualTo("still here");
        devices.forEach(RawDevice::close);
    }
}
