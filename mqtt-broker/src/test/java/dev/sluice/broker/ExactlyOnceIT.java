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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** QoS 2 across reconnects: what the session remembers. */
class ExactlyOnceIT {

    private static final int DUP_QOS_2 = 8 | 2 << 1;

    private final RunningBroker broker = RunningBroker.with(RecordingIngest.holdingEverything());

    @AfterEach
    void stop() {
        broker.close();
    }

    static Stream<Supplier<Connect>> goingOn() {
        return Stream.of(
                () -> mqtt3("device").goingOn(),
                () -> mqtt5("device").sessionExpiry(60).goingOn());
    }

    @ParameterizedTest
    @MethodSource("goingOn")
    void aResendAfterAReconnectJoinsTheMessageOnItsWay(Supplier<Connect> connect) {
        publishesAndGoes(connect.get(), 2);

        try (var device = RawDevice.open(broker.port())) {
            assertThat(device.connects(connect.get()).sessionPresent()).isTrue();
            device.says(device.publish(DUP_QOS_2, "a", "one", 7));
            device.hearsNothing();

            broker.ingest().taken().get(0).stored();

            assertThat(device.next(Packet.PUBREC).packetId()).isEqualTo(7);
            device.says(device.pubrel(7));
            assertThat(device.next(Packet.PUBCOMP).packetId()).isEqualTo(7);
            assertThat(broker.ingest().taken()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("goingOn")
    void whatIsStoredMeanwhileIsAnsweredAtOnce(Supplier<Connect> connect) {
        publishesAndGoes(connect.get(), 2);
        broker.ingest().taken().get(0).stored();

        try (var device = broker.device(connect.get())) {
            device.says(device.publish(DUP_QOS_2, "a", "one", 7));

            assertThat(device.next(Packet.PUBREC).packetId()).isEqualTo(7);
            assertThat(broker.ingest().taken()).hasSize(1);
        }
    }

    @Test
    void aReleaseAfterAReconnectCompletesTheExchange() {
        try (var device = broker.device(mqtt3("device").goingOn())) {
            device.says(device.publish("a", "one", 2, 7));
            broker.ingest().awaitTaken(1).stored();
            device.next(Packet.PUBREC);
        }
        try (var device = broker.device(mqtt3("device").goingOn())) {
            device.says(device.pubrel(7));

            assertThat(device.next(Packet.PUBCOMP).packetId()).isEqualTo(7);
        }
    }

    @Test
    void anIdThatWasReleasedMeansANewMessage() {
        broker.ingest().storesAtOnce(true);
        try (var device = broker.device(mqtt3("device"))) {
            for (int round = 1; round <= 3; round++) {
                device.says(device.publish("a", "n" + round, 2, 7));
                device.next(Packet.PUBREC);
                device.says(device.pubrel(7));
                device.next(Packet.PUBCOMP);
            }

            assertThat(broker.ingest().payloads()).containsExactly("n1", "n2", "n3");
        }
    }

    @Test
    void aCleanSessionStartsEmpty() {
        publishesAndGoes(mqtt3("device").goingOn(), 2);

        try (var device = RawDevice.open(broker.port())) {
            assertThat(device.connects(mqtt3("device")).sessionPresent()).isFalse();
            device.says(device.publish("a", "two", 2, 7));
            broker.ingest().awaitTaken(2);
            broker.ingest().taken().get(0).stored();
            device.hearsNothing();

            broker.ingest().taken().get(1).stored();

            assertThat(device.next(Packet.PUBREC).packetId()).isEqualTo(7);
        }
    }

    @Test
    void pubcompWaitsForTheIngestsWord() {
        broker.ingest().storesAtOnce(true);
        broker.ingest().keepsReleases();
        try (var device = broker.device(mqtt5("device").sessionExpiry(60).goingOn())) {
            device.says(device.publish("a", "one", 2, 7));
            device.next(Packet.PUBREC);

            device.says(device.pubrel(7));
            var release = broker.ingest().awaitReleased(1);
            device.hearsNothing();
            release.done();

            assertThat(device.next(Packet.PUBCOMP).reason()).isZero();
        }
    }

    @Test
    void aReleaseThatFailedIsAskedForAgainOnTheNextConnection() {
        broker.ingest().storesAtOnce(true);
        broker.ingest().keepsReleases();
        try (var device = broker.device(mqtt3("device").goingOn())) {
            device.says(device.publish("a", "one", 2, 7));
            device.next(Packet.PUBREC);
            device.says(device.pubrel(7));
            broker.ingest().awaitReleased(1).failed();
            device.isShut();
        }
        try (var device = broker.device(mqtt3("device").goingOn())) {
            device.says(device.pubrel(7));
            broker.ingest().awaitReleased(2).done();

            assertThat(device.next(Packet.PUBCOMP).packetId()).isEqualTo(7);
        }
    }

    @Test
    void aPubrelOnTheNextConnectionJoinsTheReleaseOnItsWay() {
        broker.ingest().storesAtOnce(true);
        broker.ingest().keepsReleases();
        try (var device = broker.device(mqtt3("device").goingOn())) {
            device.says(device.publish("a", "one", 2, 7));
            device.next(Packet.PUBREC);
            device.says(device.pubrel(7));
            broker.ingest().awaitReleased(1);
        }
        try (var device = broker.device(mqtt3("device").goingOn())) {
            device.says(device.pubrel(7));
            device.hearsNothing();
            broker.ingest().awaitReleased(1).done();

            assertThat(device.next(Packet.PUBCOMP).packetId()).isEqualTo(7);
        }
    }

    @Test
    void theIngestHearsOfEverySessionsEnd() {
        try (var device = broker.device(mqtt3("brief"))) {
            device.says(device.disconnect());
            device.isShut();
        }
        await().until(() -> broker.broker().connections().size() == 0);
        assertThat(broker.ingest().sessionsEnded()).isNotEmpty().containsOnly("brief");

        broker.ingest().sessionsEnded().clear();
        try (var device = broker.device(mqtt3("lasting").goingOn())) {
            device.says(device.disconnect());
            device.isShut();
        }
        broker.ingest().sessionsEnded().clear(); // of the session that it did not find
        try (var device = broker.device(mqtt3("lasting").goingOn())) {
            device.hearsNothing();
            assertThat(broker.ingest().sessionsEnded()).isEmpty();
        }
    }

    /** Publishes under packet id 7 and is gone before the answer. */
    private RecordingIngest.Taken publishesAndGoes(Connect connect, int qos) {
        try (var device = broker.device(connect)) {
            device.says(device.publish("a", "one", qos, 7));
            broker.ingest().awaitTaken(1);
        }
        await().until(() -> broker.broker().connections().size() == 0);
        return broker.ingest().taken().get(0);
    }
}
