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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerBusyIT {

    private final RunningBroker broker = RunningBroker.with(RecordingIngest.storingAtOnce());

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void aDeviceThatIsNotAdmittedHearsSoInTheWordsOfItsProtocol() {
        broker.ingest().admits(false);
        try (var young = broker.device();
                var old = broker.device()) {
            assertThat(young.connects(mqtt5("young")).reason()).isEqualTo(0x89);
            assertThat(old.connects(mqtt3("old")).reason()).isEqualTo(0x03);

            young.isShut();
            old.isShut();
            assertThat(broker.broker().connections().closedFor(CloseReason.SERVER_BUSY))
                    .isEqualTo(2);
            assertThat(broker.ingest().openLanes()).isZero();
        }
    }

    @Test
    void aRefusedConnectionLeavesTheEarlierOneAndItsSessionAlone() {
        try (var first = broker.device(mqtt5("twice").sessionExpiry(60))) {
            broker.ingest().admits(false);
            try (var second = broker.device(mqtt5("twice").sessionExpiry(60))) {
                second.isShut();
            }
            first.hearsNothing();
        }
        broker.ingest().admits(true);
        await().until(() -> broker.broker().connections().size() == 0);
        try (var again = broker.device()) {
            assertThat(again.connects(mqtt5("twice").goingOn().sessionExpiry(60))
                            .sessionPresent())
                    .isTrue();
        }
    }

    @Test
    void aDeviceThatLeftTooMuchBehindIsPausedFromItsFirstPacketOn() {
        broker.ingest().mayRead(false);
        try (var device = broker.device(mqtt3("back again").keepAlive(60))) {
            await().until(this::isPaused);
            device.says(device.publish("a", "more", 1, 1));

            await().during(Duration.ofMillis(300))
                    .until(() -> broker.ingest().taken().isEmpty());
            broker.ingest().mayRead(true);

            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(1);
        }
    }

    @Test
    void withoutRoomForProbesAPausedDeviceIsNotReadAndNotTimedOut() {
        broker.ingest().mayRead(false);
        broker.ingest().mayProbe(false);
        try (var device = broker.device(mqtt3("beyond").keepAlive(1))) {
            await().until(this::isPaused);
            device.says(device.ping());

            await().during(Duration.ofSeconds(2)).until(() -> isUnanswered(device));
            broker.ingest().mayProbe(true);

            device.next(Packet.PINGRESP);
        }
    }

    private boolean isPaused() {
        return broker.broker().loops().all().stream().anyMatch(loop -> loop.pausedConnections() == 1);
    }

    private static boolean isUnanswered(RawDevice device) {
        return device.waiting() == 0 && !device.isClosed();
    }
}
