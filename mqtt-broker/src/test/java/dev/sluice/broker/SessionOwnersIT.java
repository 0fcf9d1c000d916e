package dev.sluice.broker;

import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.audit.Denial;
import dev.sluice.broker.fixture.Connect;
import dev.sluice.broker.fixture.Names;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client id's connection and session belong to whoever has proven to be their owner. */
class SessionOwnersIT {

    @TempDir
    Path folder;

    private RunningBroker broker;

    @BeforeEach
    void start() {
        broker = RunningBroker.with(
                RecordingIngest.storingAtOnce(),
                BrokerSettings.onLoopback(0).withSessionsIn(folder),
                Names.unrestricted());
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void aStrangerDoesNotTakeAConnectionOver() {
        try (var owner = broker.device(mqtt5("device").userName("anna"))) {
            assertThat(refusal(mqtt5("device").userName("bob"))).isEqualTo(0x87);
            assertThat(refusal(mqtt3("device").userName("bob"))).isEqualTo(5);
            assertThat(refusal(mqtt5("device"))).isEqualTo(0x87);
            owner.hearsNothing();
            assertThat(broker.broker().denied(Denial.SESSION)).isEqualTo(3);

            try (var newer = broker.device(mqtt5("device").userName("anna"))) {
                assertThat(owner.next(Packet.DISCONNECT).reason()).isEqualTo(0x8E);
                newer.hearsNothing();
            }
        }
    }

    @Test
    void somebodyWithANameDoesNotTakeTheConnectionOfAnAnonymousDeviceEither() {
        try (var owner = broker.device(mqtt5("device"))) {
            assertThat(refusal(mqtt5("device").userName("bob"))).isEqualTo(0x87);
            owner.hearsNothing();
        }
    }

    @Test
    void aStrangerNeitherInheritsNorDestroysASessionAlsoAfterARestart() {
        try (var owner = broker.device(mqtt3("device").userName("anna").goingOn())) {
            owner.subscribes("a", 1);
        }
        await().until(() -> broker.broker().connections().size() == 0);
        try (var publisher = broker.device(mqtt5("publisher"))) {
            publisher.says(publisher.publish("a", "for anna", 1, 1));
            publisher.next(Packet.PUBACK);
        }
        for (int life = 0; life < 2; life++) {
            assertThat(refusal(mqtt5("device").userName("bob").sessionExpiry(60).goingOn()))
                    .isEqualTo(0x87);
            assertThat(refusal(mqtt5("device").userName("bob")))
                    .as("clean start")
                    .isEqualTo(0x87);
            assertThat(refusal(mqtt3("device"))).as("nobody").isEqualTo(5);
            broker.close();
            start();
        }

        try (var owner = RawDevice.open(broker.port())) {
            assertThat(owner.connects(mqtt3("device").userName("anna").goingOn())
                            .sessionPresent())
                    .isTrue();
            assertThat(owner.next(Packet.PUBLISH).payload()).isEqualTo("for anna");
        }
    }

    @Test
    void aSessionThatEndsWithItsConnectionIsNobodysAfterwards() {
        broker.device(mqtt5("device").userName("anna")).close();
        await().until(() -> broker.broker().connections().size() == 0);

        try (var other = broker.device(mqtt5("device").userName("bob"))) {
            other.hearsNothing();
        }
    }

    @Test
    void theSessionOfAnAnonymousDeviceThatIsAwayIsForWhoeverComes() {
        broker.device(mqtt3("device").goingOn()).close();
        await().until(() -> broker.broker().connections().size() == 0);
        try (var anna = RawDevice.open(broker.port())) {
            assertThat(anna.connects(mqtt3("device").userName("anna").goingOn()).sessionPresent())
                    .isTrue();
        }
        await().until(() -> broker.broker().connections().size() == 0);

        assertThat(refusal(mqtt3("device").goingOn())).isEqualTo(5);
    }

    @Test
    void anOwnerWhoEndsTheSessionGivesTheClientIdBack() {
        try (var owner = broker.device(mqtt5("device").userName("anna").sessionExpiry(60))) {
            owner.hearsNothing();
        }
        await().until(() -> broker.broker().connections().size() == 0);
        broker.device(mqtt5("device").userName("anna")).close();
        await().until(() -> broker.broker().connections().size() == 0);

        try (var other = broker.device(mqtt5("device").userName("bob"))) {
            other.hearsNothing();
        }
    }

    @Test
    void aStrangerDoesNotDisturbAWillThatWaits() {
        broker.device(mqtt5("device")
                        .userName("anna")
                        .sessionExpiry(60)
                        .will("will", "bye", 1)
                        .willDelay(1))
                .close();
        await().until(() -> broker.broker().connections().size() == 0);

        assertThat(refusal(mqtt5("device").userName("bob"))).isEqualTo(0x87);

        assertThat(broker.ingest().awaitFrom("device", 1).payload()).isEqualTo("bye");
    }

    private int refusal(Connect connect) {
        try (var device = RawDevice.open(broker.port())) {
            int reason = device.connects(connect).reason();
            device.isShut();
            return reason;
        }
    }
}
