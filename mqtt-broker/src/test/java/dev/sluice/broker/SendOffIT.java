package dev.sluice.broker;

import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.BrokerOfDoors;
import dev.sluice.broker.fixture.Door;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.fixture.WebSocketSocket;
import dev.sluice.broker.guard.SendOff;
import dev.sluice.broker.publish.CloseReason;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices are sent to another server, and keep what they were promised. */
class SendOffIT {

    private static final int USE_ANOTHER_SERVER = 0x9C;
    private static final int SERVER_REFERENCE = 0x1C;
    private static final int REASON_STRING = 0x1F;
    private static final Duration LONG = Duration.ofSeconds(60);

    private RunningBroker broker = RunningBroker.with(RecordingIngest.holdingEverything());

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void aDeviceHearsWhatItIsOwedAndThenWhereToGo() {
        try (var young = broker.device(mqtt5("young"));
                var old = broker.device(mqtt3("old"))) {
            young.says(young.publish("a", "one", 1, 1), young.publish("a", "two", 2, 2));
            old.says(old.publish("a", "three", 1, 3));
            broker.ingest().awaitTaken(3);

            var departures = broker.broker().sendAway(atOnce(Optional.of("mqtt.example:8883 other.example")));
            broker.ingest().taken().forEach(RecordingIngest.Taken::stored);

            assertThat(young.next(Packet.PUBACK).packetId()).isEqualTo(1);
            assertThat(young.next(Packet.PUBREC).packetId()).isEqualTo(2);
            var farewell = young.next(Packet.DISCONNECT);
            assertThat(farewell.reason()).isEqualTo(USE_ANOTHER_SERVER);
            assertThat(farewell.texts(SERVER_REFERENCE)).containsExactly("mqtt.example:8883 other.example");
            assertThat(farewell.texts(REASON_STRING)).singleElement().asString().contains("shutting down");
            young.isShut();
            assertThat(old.next(Packet.PUBACK).packetId()).isEqualTo(3);
            old.isShut();
            assertThat(old.waiting()).isZero();
            assertThat(departures.sentAway()).isEqualTo(2);
            assertThat(departures.unanswered()).isZero();
            assertThat(closed()).isEqualTo(2);
        }
    }

    @Test
    void whoStillSendsHearsItAllTheSame() {
        broker.ingest().storesAtOnce(true);
        try (var device = broker.device(mqtt5("busy"))) {
            broker.broker().sendAway(atOnce(Optional.empty()));
            var more = device.publish("a", "x".repeat(1000), 1, 1);
            for (int i = 0; i < 2000; i++) {
                device.says(more);
            }

            assertThat(lastWord(device).reason()).isEqualTo(USE_ANOTHER_SERVER);
            device.isShut();
        }
    }

    @Test
    void whoIsNotAnsweredInTimeGoesWithoutAndItsMessagesAreCounted() {
        try (var device = broker.device(mqtt5("unlucky"))) {
            device.says(device.publish("a", "one", 1, 1), device.publish("a", "two", 1, 2));
            broker.ingest().awaitTaken(2);

            var departures =
                    broker.broker().sendAway(new SendOff(Duration.ZERO, Duration.ofMillis(100), Optional.empty()));

            var farewell = device.next(Packet.DISCONNECT);
            assertThat(farewell.reason()).isEqualTo(USE_ANOTHER_SERVER);
            assertThat(farewell.texts(SERVER_REFERENCE)).isEmpty();
            broker.ingest().taken().forEach(RecordingIngest.Taken::stored);
            device.isShut();
            assertThat(device.waiting()).isZero();
            assertThat(departures.unanswered()).isEqualTo(1);
            assertThat(departures.messagesOwed()).isEqualTo(2);
        }
    }

    @Test
    void nothingIsReadOfADeviceThatIsAboutToGo() {
        try (var device = broker.device(mqtt5("going"));
                var other = broker.device(mqtt5("other"));
                var third =
                        broker.device(mqtt5("third"))) { // loops take connections in turn: one of these is on its own
            device.says(device.publish("a", "before", 1, 1));
            var before = broker.ingest().awaitTaken(1);
            broker.broker().sendAway(atOnce(Optional.empty()));
            for (var witness : List.of(other, third)) {
                assertThat(witness.next(Packet.DISCONNECT).reason()).isEqualTo(USE_ANOTHER_SERVER);
            }

            device.says(device.publish("a", "behind", 1, 2));
            before.stored();

            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(1);
            device.next(Packet.DISCONNECT);
            device.isShut();
            assertThat(broker.ingest().payloads()).containsExactly("before");
        }
    }

    @Test
    void aWillThatWaitsForNothingIsStoredBeforeItsDeviceCanSpeakElsewhere() {
        try (var device = broker.device(mqtt5("mortal").will("wills/mortal", "gone", 1))) {
            broker.broker().sendAway(atOnce(Optional.empty()));

            var will = broker.ingest().awaitFrom("mortal", 1);
            assertThat(will.payload()).isEqualTo("gone");
            assertThat(device.waiting()).isZero();
            will.stored();

            assertThat(device.next(Packet.DISCONNECT).reason()).isEqualTo(USE_ANOTHER_SERVER);
            device.isShut();
            await().until(() -> broker.broker().connections().size() == 0);
            assertThat(broker.ingest().from("mortal")).hasSize(1);
        }
    }

    @Test
    void aWillThatIsDelayedIsSpared() {
        try (var device = broker.device(mqtt5("patient")
                .sessionExpiry(600)
                .will("wills/patient", "gone", 1)
                .willDelay(1))) {
            broker.broker().sendAway(atOnce(Optional.empty()));

            assertThat(device.next(Packet.DISCONNECT).reason()).isEqualTo(USE_ANOTHER_SERVER);
            device.isShut();
            await().until(() -> broker.broker().connections().size() == 0);
            await().during(Duration.ofSeconds(2)) // longer than the delay
                    .until(() -> broker.ingest().from("patient").isEmpty());
        }
    }

    @Test
    void whoTakesOnlySmallPacketsHearsWhatMachinesNeedFirst() {
        try (var device = broker.device(mqtt5("small").maximumPacketSize(60))) {
            broker.broker().sendAway(atOnce(Optional.of("far-away.example:8883")));

            var farewell = device.next(Packet.DISCONNECT);
            assertThat(farewell.reason()).isEqualTo(USE_ANOTHER_SERVER);
            assertThat(farewell.texts(SERVER_REFERENCE)).containsExactly("far-away.example:8883");
            assertThat(farewell.texts(REASON_STRING)).isEmpty();
        }
    }

    @Test
    void whoHasNotSaidAnythingYetIsClosedAndSoIsWhoComesLate() {
        try (var silent = broker.device()) {
            await().until(() -> broker.broker().connections().size() == 1);
            broker.broker().sendAway(atOnce(Optional.empty()));
            silent.isShut();
        }
        try (var late = broker.device()) {
            late.says(mqtt5("late"));
            late.isShut();
        }
    }

    @Test
    void devicesGoOneAfterTheOtherOverTheSpread() {
        var devices = new ArrayList<RawDevice>();
        for (int i = 0; i < 40; i++) {
            devices.add(broker.device(mqtt5("device" + i)));
        }
        long began = System.nanoTime();
        var departures = broker.broker().sendAway(new SendOff(Duration.ofSeconds(2), LONG, Optional.empty()));
        List<Long> gone = new ArrayList<>(); // milliseconds at which half of them, and all, had gone
        for (int share : new int[] {20, 40}) {
            await().until(() -> departures.sentAway() >= share);
            gone.add((System.nanoTime() - began) / 1_000_000);
        }

        assertThat(gone.get(0)).isGreaterThanOrEqualTo(900);
        assertThat(gone.get(1)).isGreaterThanOrEqualTo(1900);
        devices.forEach(
                device -> assertThat(device.next(Packet.DISCONNECT).reason()).isEqualTo(USE_ANOTHER_SERVER));
        devices.forEach(RawDevice::close);
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void atEveryDoorTheLastAnswersArrive(Door door, @TempDir Path folder) throws Exception {
        var young = mqtt5("young");
        for (var connect : List.of(mqtt3("old"), young)) {
            try (var doors = new BrokerOfDoors(folder);
                    var device = RawDevice.open(doors.port(door), socket(doors, door))) {
                device.connects(connect);
                doors.ingest().storesAtOnce(false);
                device.says(device.publish("a", "one", 1, 1));
                var taken = doors.ingest().awaitTaken(1);

                doors.running().broker().sendAway(atOnce(Optional.empty()));
                doors.ingest().storesAtOnce(true);
                taken.stored();
                device.says(device.publish("a", "x".repeat(3000), 1, 2)); // read or not: it comes too late to be sure

                assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(1);
                if (connect == young) {
                    assertThat(lastWord(device).reason()).isEqualTo(USE_ANOTHER_SERVER);
                }
                device.isShut();
            }
        }
    }

    private static Packet lastWord(RawDevice device) {
        Packet heard;
        do {
            heard = device.next();
        } while (heard.type() != Packet.DISCONNECT);
        return heard;
    }

    private static Socket socket(BrokerOfDoors doors, Door door) throws IOException {
        if (door.isWebSocket()) {
            return new WebSocketSocket(
                    Door.PATH, door.isSecure() ? doors.tls(door).context() : null, "mqtt");
        }
        return door.isSecure() ? doors.tls(door).socket() : new Socket();
    }

    private static SendOff atOnce(Optional<String> serverReference) {
        return new SendOff(Duration.ZERO, LONG, serverReference);
    }

    private long closed() {
        return broker.broker().connections().closedFor(CloseReason.USE_ANOTHER_SERVER);
    }
}
