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
import dev.sluice.broker.gate.GateLoop;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.Settlement;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** QoS 1 across reconnects: which PUBLISH with the DUP flag makes no second record. */
class ResendIT {

    private static final int DUP_QOS_1 = 8 | 1 << 1;

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
    void aResendOfWhatIsStoredMeanwhileIsAnsweredAtOnce(Supplier<Connect> connect) {
        publishesAndGoes(connect.get()).stored();

        try (var device = broker.device(connect.get())) {
            device.says(device.publish(DUP_QOS_1, "a", "one", 7));

            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(7);
            assertThat(broker.ingest().taken()).hasSize(1);
            assertThat(recognised()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("goingOn")
    void aResendOfWhatIsOnItsWayIsAnsweredWhenThatIsStored(Supplier<Connect> connect) {
        var original = publishesAndGoes(connect.get());

        try (var device = broker.device(connect.get())) {
            device.says(device.publish(DUP_QOS_1, "a", "one", 7));
            device.hearsNothing();
            original.stored();

            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(7);
            assertThat(broker.ingest().taken()).hasSize(1);
        }
    }

    @Test
    void aTakeoverDoesNotLoseTheFirstCopy() {
        try (var older = broker.device(mqtt3("device").goingOn())) {
            older.says(older.publish("a", "one", 1, 7));
            var original = broker.ingest().awaitTaken(1);
            try (var newer = broker.device(mqtt3("device").goingOn())) {
                newer.says(newer.publish(DUP_QOS_1, "a", "one", 7));
                newer.hearsNothing();
                original.stored();

                assertThat(newer.next(Packet.PUBACK).packetId()).isEqualTo(7);
                assertThat(broker.ingest().taken()).hasSize(1);
            }
        }
    }

    @Test
    void aResendOfWhatMayNotBeStoredIsTheSameEvent() {
        var original = publishesAndGoes(mqtt5("device").sessionExpiry(60).goingOn());
        original.ack().settle(new Settlement.Unsettled(CloseReason.NOT_STORED));

        try (var device = broker.device(mqtt5("device").sessionExpiry(60).goingOn())) {
            device.says(device.publish(DUP_QOS_1, "a", "one", 7));

            var resent = broker.ingest().awaitTaken(2);
            assertThat(resent.publish().eventId()).isEqualTo(original.publish().eventId());
            assertThat(resent.publish().duplicate()).isTrue();
            resent.stored();
            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(7);
        }
    }

    @Test
    void otherWordsUnderTheDupFlagAreAnotherMessage() {
        var original = publishesAndGoes(mqtt3("device").goingOn());
        original.stored();

        try (var device = broker.device(mqtt3("device").goingOn())) {
            device.says(device.publish(DUP_QOS_1, "a", "two", 7));

            assertThat(broker.ingest().awaitTaken(2).publish().eventId())
                    .isNotEqualTo(original.publish().eventId());
            assertThat(recognised()).isZero();
        }
    }

    @Test
    void withoutASessionEveryMessageIsAnEventOfItsOwn() {
        var original = publishesAndGoes(mqtt5("device"));
        original.stored();

        try (var device = broker.device(mqtt5("device"))) {
            device.says(device.publish(DUP_QOS_1, "a", "one", 7));

            assertThat(broker.ingest().awaitTaken(2).publish().eventId())
                    .isNotEqualTo(original.publish().eventId());
        }
    }

    private long recognised() {
        return broker.broker().loops().all().stream()
                .mapToLong(GateLoop::resendsRecognised)
                .sum();
    }

    /** Publishes under packet id 7 and is gone before the answer. */
    private RecordingIngest.Taken publishesAndGoes(Connect connect) {
        try (RawDevice device = broker.device(connect)) {
            device.says(device.publish("a", "one", 1, 7));
            broker.ingest().awaitTaken(1);
        }
        await().until(() -> broker.broker().connections().size() == 0);
        return broker.ingest().taken().get(0);
    }
}
