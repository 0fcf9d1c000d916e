package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.packet;
import static dev.sluice.broker.fixture.Bytes.two;
import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Connect;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.store.Shelf;
import dev.sluice.broker.store.StoreFile;
import dev.sluice.broker.store.StoreUnavailableException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of sessions is there after a process has died: another broker begins with a copy of its file, as it was just then. */
class StoredSessionsIT {

    private static final long HOUR = 3_600;
    private static final int RETAIN = 1;

    @TempDir
    Path folder;

    private final List<RunningBroker> brokers = new ArrayList<>();
    private final List<RawDevice> devices = new ArrayList<>();
    private RunningBroker broker;

    @AfterEach
    void stop() {
        devices.forEach(RawDevice::close);
        brokers.forEach(RunningBroker::close);
    }

    @Test
    void aSessionIsThereAsSoonAsItsConnackIs() {
        start();
        connect(mqtt3("three").goingOn());
        connect(mqtt5("five").sessionExpiry(HOUR));
        connect(mqtt5("none"));

        dieAndStart();

        assertThat(connect(mqtt3("three").goingOn())).isTrue();
        assertThat(connect(mqtt5("five").sessionExpiry(HOUR).goingOn())).isTrue();
        assertThat(connect(mqtt5("none").goingOn())).isFalse();
    }

    @Test
    void withoutAFolderNothingIsThere() {
        broker = RunningBroker.with(RecordingIngest.storingAtOnce());
        brokers.add(broker);
        connect(mqtt3("three").goingOn());

        broker = RunningBroker.with(RecordingIngest.storingAtOnce());
        brokers.add(broker);

        assertThat(connect(mqtt3("three").goingOn())).isFalse();
    }

    @Test
    void aSessionThatWasShortThenBecameNoneIsGone() {
        start();
        connect(mqtt5("device").sessionExpiry(HOUR));
        connect(mqtt5("device").goingOn());

        dieAndStart();

        assertThat(connect(mqtt5("device").goingOn())).isFalse();
    }

    @Test
    void aSubscriptionIsThereAsSoonAsItsSubackIsAndGoneWithItsUnsuback() {
        start();
        var subscriber = device(mqtt5("subscriber").sessionExpiry(HOUR));
        subscriber.subscribes("a/+", 1);
        subscriber.subscribes("b", 1);
        subscriber.subscribes("$share/group/c", 1);
        subscriber.says(subscriber.unsubscribe(7, "b"));
        subscriber.next(Packet.UNSUBACK);

        dieAndStart();

        assertThat(broker.broker().local().subscriptions()).isEqualTo(2);
        var again = device(mqtt5("subscriber").sessionExpiry(HOUR).goingOn());
        publish("a/1", "one");
        assertThat(again.next(Packet.PUBLISH).payload()).isEqualTo("one");
        publish("b", "no");
        publish("c", "shared");
        assertThat(again.next(Packet.PUBLISH).payload()).isEqualTo("shared");
    }

    @Test
    void subscriptionsOfASessionOfBeforeEndWithIt() {
        start();
        var subscriber = device(mqtt3("subscriber").goingOn());
        subscriber.subscribes("a", 1);
        subscriber.subscribes("$share/group/b", 1);

        dieAndStart();
        device(mqtt3("subscriber"));

        assertThat(broker.broker().local().subscriptions()).isZero();
        dieAndStart();
        assertThat(broker.broker().local().subscriptions()).isZero();
    }

    @Test
    void whoWasAwayGetsWhatWasAcknowledgedMeanwhileInItsOrder() {
        start();
        var subscriber = device(mqtt3("away").goingOn());
        subscriber.subscribes("missed", 1);
        subscriber.says(subscriber.disconnect());
        subscriber.isShut();
        for (int i = 1; i <= 30; i++) {
            publish("missed", "n" + i);
        }

        dieAndStart();

        var again = device(mqtt3("away").goingOn());
        for (int i = 1; i <= 30; i++) {
            assertThat(again.next(Packet.PUBLISH).payload()).isEqualTo("n" + i);
        }
    }

    @Test
    void whatASubscriberHasNotAcknowledgedComesAgainAndWhatItHasDoesNot() {
        start();
        var subscriber = device(mqtt3("slow").goingOn());
        subscriber.subscribes("t", 1);
        publish("t", "acknowledged");
        publish("t", "unanswered");
        subscriber.says(subscriber.puback(subscriber.next(Packet.PUBLISH).packetId()));
        subscriber.next(Packet.PUBLISH);
        subscriber.hearsNothing();
        connect(mqtt3("another").goingOn()); // its CONNACK is behind the acknowledgement

        dieAndStart();

        var again = device(mqtt3("slow").goingOn());
        var message = again.next(Packet.PUBLISH);
        assertThat(message.payload()).isEqualTo("unanswered");
        again.says(again.puback(message.packetId()));
        again.hearsNothing();
    }

    @Test
    void exactlyOnceGoesOnUnderTheSamePacketIds() {
        start();
        var subscriber = device(mqtt3("exact").goingOn());
        subscriber.subscribes("t", 2);
        for (var payload : List.of("first", "second", "third")) {
            publish("t", payload);
        }
        publish(4, "t", "one", 11);
        publish(4, "t", "two", 12);
        var ids = new ArrayList<Integer>();
        for (int i = 0; i < 3; i++) {
            subscriber.says(subscriber.puback(subscriber.next(Packet.PUBLISH).packetId()));
        }
        for (int i = 0; i < 2; i++) {
            ids.add(subscriber.next(Packet.PUBLISH).packetId());
        }
        subscriber.says(pubrec(ids.get(0)));
        assertThat(subscriber.next(Packet.PUBREL).packetId()).isEqualTo(ids.get(0));

        dieAndStart();

        var again = device(mqtt3("exact").goingOn());
        var heard = List.of(again.next(), again.next());
        assertThat(heard)
                .filteredOn(packet -> packet.type() == Packet.PUBREL)
                .singleElement()
                .satisfies(release -> assertThat(release.packetId()).isEqualTo(ids.get(0)));
        assertThat(heard)
                .filteredOn(packet -> packet.type() == Packet.PUBLISH)
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.payload()).isEqualTo("two");
                    assertThat(message.packetId()).isEqualTo(ids.get(1));
                    assertThat(message.duplicate()).isTrue();
                });
        again.says(pubcomp(ids.get(0)), pubrec(ids.get(1)));
        assertThat(again.next(Packet.PUBREL).packetId()).isEqualTo(ids.get(1));
        again.says(pubcomp(ids.get(1)));
        publish("t", "afterwards");
        assertThat(again.next(Packet.PUBLISH).payload()).isEqualTo("afterwards");
    }

    @Test
    void aMessageInFlightIsNeverSomeOtherMessagesPacketIdOnTheNextConnection() {
        start();
        var subscriber = device(mqtt3("slow").goingOn());
        subscriber.subscribes("t", 1);
        publish("t", "unanswered");
        int id = subscriber.next(Packet.PUBLISH).packetId();
        subscriber.close();
        await().until(() -> broker.broker().connections().size() == 0);

        var again = device(mqtt3("slow").goingOn());
        var resent = again.next(Packet.PUBLISH);
        assertThat(resent.packetId()).isEqualTo(id);
        assertThat(resent.duplicate()).isTrue();
        publish("t", "next");
        var next = again.next(Packet.PUBLISH);
        assertThat(next.packetId()).isNotEqualTo(id);
        again.says(again.puback(id), again.puback(next.packetId()));

        again.hearsNothing();
    }

    @Test
    void aRetainedMessageIsThereUntilItIsTakenAway() {
        start();
        publish(RETAIN | 2, "kept", "latest", 1);
        publish(RETAIN | 2, "gone", "x", 2);
        publish(RETAIN | 2, "gone", "", 3);

        dieAndStart();

        var subscriber = device(mqtt5("subscriber").sessionExpiry(HOUR));
        subscriber.subscribes("#", 1);
        var message = subscriber.next(Packet.PUBLISH);
        assertThat(message.payload()).isEqualTo("latest");
        assertThat(message.retained()).isTrue();
        subscriber.says(subscriber.puback(message.packetId()));
        subscriber.hearsNothing();
    }

    @Test
    void aSessionThatExpiredWhileNobodyRanIsGone() {
        start();
        connect(mqtt5("short").sessionExpiry(1));
        connect(mqtt5("long").sessionExpiry(HOUR));
        await().until(() -> broker.broker().local().keptSessions() == 1); // and the farewell is on disk
        publish(RETAIN | 2, "any", "thing", 1);

        dieAndStart();

        assertThat(broker.broker().local().keptSessions()).isEqualTo(1);
        assertThat(connect(mqtt5("short").sessionExpiry(1).goingOn())).isFalse();
        assertThat(connect(mqtt5("long").sessionExpiry(HOUR).goingOn())).isTrue();
    }

    @Test
    void whatMakesNoSenseStopsTheStartAndStaysAsItIs() throws Exception {
        var file = folder.resolve("sessions.mv");
        try (var store = StoreFile.open(file, Clock.systemUTC())) {
            store.start();
            store.put(Shelf.SESSIONS, "device", new byte[] {1, 2, 3});
        }
        var before = Files.readAllBytes(file);
        var vertx = Vertx.vertx();

        assertThatThrownBy(() -> MqttBroker.start(
                        vertx, BrokerSettings.onLoopback(0).withSessionsIn(folder), RecordingIngest.storingAtOnce()))
                .isInstanceOfSatisfying(
                        StoreUnavailableException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(StoreUnavailableException.Reason.DAMAGED));

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void start() {
        start(folder.resolve("0"));
    }

    private void start(Path sessions) {
        broker = RunningBroker.with(
                RecordingIngest.storingAtOnce(), BrokerSettings.onLoopback(0).withSessionsIn(sessions));
        brokers.add(broker);
    }

    private void dieAndStart() {
        var next = folder.resolve(String.valueOf(brokers.size()));
        try {
            Files.createDirectories(next);
            Files.copy(
                    folder.resolve(String.valueOf(brokers.size() - 1)).resolve("sessions.mv"),
                    next.resolve("sessions.mv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(next);
    }

    private RawDevice device(Connect connect) {
        var device = broker.device(connect);
        devices.add(device);
        return device;
    }

    /** Connects and leaves; says whether there was a session. */
    private boolean connect(Connect connect) {
        try (var device = RawDevice.open(broker.port())) {
            return device.connects(connect).sessionPresent();
        }
    }

    private void publish(String topic, String payload) {
        publish(2, topic, payload, 1);
    }

    /** Publishes and takes PUBACK or PUBREC. */
    private void publish(int flags, String topic, String payload, int packetId) {
        try (var publisher = broker.device(mqtt3("publisher"))) {
            publisher.says(publisher.publish(flags, topic, payload, packetId));
            assertThat(publisher.next().type()).isIn(Packet.PUBACK, Packet.PUBREC);
        }
    }

    private static byte[] pubrec(int packetId) {
        return packet(0x50, two(packetId));
    }

    private static byte[] pubcomp(int packetId) {
        return packet(0x70, two(packetId));
    }
}
