package dev.sluice.broker;

import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Connect;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.guard.SendOff;
import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.publish.CloseReason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that have lasted long enough end, and their devices get the answers that they wait for. */
class ConnectionAgeIT {

    private static final int MAXIMUM_CONNECT_TIME = 0xA0;
    private static final int REASON_STRING = 0x1F;
    private static final Duration AGE = Duration.ofSeconds(1);

    private final RunningBroker broker = RunningBroker.with(
            RecordingIngest.holdingEverything(),
            BrokerSettings.onLoopback(0).withLimits(BrokerLimits.DEFAULT.withConnectionAge(AGE)));

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void aDeviceHearsWhatItIsOwedAndThenThatItsTimeIsOver() {
        long began = System.nanoTime();
        try (var young = publishing(mqtt5("young"));
                var old = publishing(mqtt3("old"))) {
            broker.ingest().awaitTaken(2);
            letTimePass();

            broker.ingest().taken().forEach(RecordingIngest.Taken::stored);

            assertThat(young.next(Packet.PUBACK).packetId()).isEqualTo(1);
            var farewell = young.next(Packet.DISCONNECT);
            assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(AGE.toNanos() / 2);
            assertThat(farewell.reason()).isEqualTo(MAXIMUM_CONNECT_TIME);
            assertThat(farewell.texts(REASON_STRING)).singleElement().asString().contains("connect again");
            young.isShut();
            assertThat(old.next(Packet.PUBACK).packetId()).isEqualTo(1);
            old.isShut();
            assertThat(closedFor(CloseReason.CONNECTION_AGE)).isEqualTo(2);
        }
    }

    @Test
    void itMayConnectAgainAtOnceAndHasItsSession() {
        broker.ingest().storesAtOnce(true);
        var connect = mqtt5("d").sessionExpiry(60);
        try (var device = broker.device(connect)) {
            assertThat(device.next(Packet.DISCONNECT).reason()).isEqualTo(MAXIMUM_CONNECT_TIME);
        }

        try (var again = broker.device()) {
            again.says(connect.goingOn());
            assertThat(again.next(Packet.CONNACK).sessionPresent()).isTrue();
        }
    }

    @Test
    void whoIsAboutToGoIsSentAwayOnlyOnce() {
        try (var device = publishing(mqtt5("d"))) {
            var taken = broker.ingest().awaitTaken(1);
            letTimePass();
            broker.broker().sendAway(new SendOff(Duration.ZERO, Duration.ofSeconds(60), Optional.empty()));

            taken.stored();

            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(1);
            device.next(Packet.DISCONNECT);
            device.isShut();
            assertThat(closedFor(CloseReason.CONNECTION_AGE) + closedFor(CloseReason.USE_ANOTHER_SERVER))
                    .isEqualTo(1);
        }
    }

    /** Its message comes right behind its CONNECT, before its time can be over. */
    private RawDevice publishing(Connect connect) {
        var device = broker.device();
        device.speaks(connect);
        device.says(connect.packetBytes(), device.publish("a", "one", 1, 1));
        device.next(Packet.CONNACK);
        return device;
    }

    private static void letTimePass() {
        await().pollDelay(AGE).until(() -> true);
    }

    private long closedFor(CloseReason reason) {
        return broker.broker().connections().closedFor(reason);
    }
}
