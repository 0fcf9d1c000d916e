package dev.sluice.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.access.AccessControl;
import dev.sluice.broker.access.AccessPolicy;
import dev.sluice.broker.access.Authenticator;
import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.fixture.Connect;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.limit.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one device, one address and all of them may cost. */
class LimitsIT {

    private final List<RawDevice> devices = new ArrayList<>();
    private RunningBroker broker;

    @AfterEach
    void stop() {
        devices.forEach(RawDevice::close);
        broker.close();
    }

    @Test
    void oneConnectionTooManyIsClosedAndTheOthersDoNotNotice() {
        start(limits(3, 0, 0));
        connect(3);

        var fourth = open();
        await().until(fourth::isClosed);

        assertThat(broker.broker().reached(Limit.CONNECTIONS)).isEqualTo(1);
        devices.get(0).hearsNothing();
    }

    @Test
    void whoeverLeavesMakesRoomForAnother() {
        start(limits(2, 0, 0));
        connect(2);

        devices.remove(0).close();

        await().until(() -> broker.broker().connections().size() == 1);
        connect(1);
    }

    @Test
    void oneAddressMayNotHaveThemAll() {
        start(limits(100, 2, 0));
        connect(2);

        var third = open();
        await().until(third::isClosed);

        assertThat(broker.broker().reached(Limit.CONNECTIONS_PER_ADDRESS)).isEqualTo(1);
        assertThat(broker.broker().reached(Limit.CONNECTIONS)).isZero();
    }

    @Test
    void aStormWaitsAndNobodyIsRefused() {
        start(limits(1_000, 0, 20));

        for (int i = 0; i < 60; i++) {
            open(); // all of them before the first says anything, however slow the machine
        }
        devices.forEach(device -> device.connects(Connect.mqtt5("d" + devices.indexOf(device))));

        assertThat(broker.broker().reached(Limit.CONNECT_RATE)).isPositive();
        assertThat(broker.broker().connections().size()).isEqualTo(60);
    }

    @Test
    void aSessionMayHaveSoManySubscriptions() {
        start(new BrokerLimits(100, 0, 0, 0, 0, 0, 64, 3, 10, Duration.ofHours(1), 256, 10, 1_000, Duration.ZERO));
        var device = open();
        device.connects(Connect.mqtt5("curious"));
        for (int i = 0; i < 3; i++) {
            device.subscribes("filter/" + i, 1);
        }
        device.subscribes("filter/0", 0);

        device.says(device.subscribe(5, "filter/3", 1));

        assertThat(device.next(Packet.DISCONNECT).reason()).isEqualTo(0x97);
        device.isShut();
        assertThat(broker.broker().reached(Limit.SUBSCRIPTIONS)).isEqualTo(1);
    }

    @Test
    void aUserMayHaveSoManyConnections() {
        Authenticator everybodyIsTheSame = shown -> CompletableFuture.completedFuture(
                Verdict.accepted(new Identity(shown.clientId(), Optional.of("plant"), Map.of(), Optional.empty())));
        broker = RunningBroker.with(
                RecordingIngest.storingAtOnce(),
                BrokerSettings.onLoopback(0)
                        .withLimits(new BrokerLimits(
                                100, 0, 2, 0, 0, 0, 64, 3, 10, Duration.ofHours(1), 256, 10, 1_000, Duration.ZERO)),
                new AccessControl(everybodyIsTheSame, AccessPolicy.UNRESTRICTED));
        connect(2);

        assertThat(open().connects(Connect.mqtt5("third")).reason()).isEqualTo(0x97);
        assertThat(open().connects(Connect.mqtt3("fourth")).reason()).isEqualTo(5);

        assertThat(broker.broker().reached(Limit.CONNECTIONS_PER_USER)).isEqualTo(2);
        devices.remove(0).close();
        await().until(() -> broker.broker().connections().size() == 1);
        connect(1);
    }

    @Test
    void aClientIdThatIsTooLongIsRefusedByName() {
        start(BrokerLimits.DEFAULT.withClientIdBytes(30));
        var longest = "d".repeat(30);

        assertThat(open().connects(Connect.mqtt5(longest)).reason()).isZero();
        assertThat(open().connects(Connect.mqtt5(longest + "d")).reason()).isEqualTo(0x85);
        var old = open();
        assertThat(old.connects(Connect.mqtt3("\u00e4".repeat(16))).reason()).isEqualTo(2);

        old.isShut();
        assertThat(broker.broker().reached(Limit.CLIENT_ID)).isEqualTo(2);
    }

    @Test
    void aFleetMayHaveTheLongestClientIdsThatThereAre() {
        start(BrokerLimits.DEFAULT.withClientIdBytes(65_535));

        assertThat(open().connects(Connect.mqtt5("d".repeat(65_535))).reason()).isZero();
    }

    private void connect(int count) {
        for (int i = 0; i < count; i++) {
            var device = open();
            device.connects(Connect.mqtt5("d" + devices.size()));
        }
    }

    private RawDevice open() {
        var device = broker.device();
        devices.add(device);
        return device;
    }

    private void start(BrokerLimits limits) {
        broker = RunningBroker.with(
                RecordingIngest.storingAtOnce(), BrokerSettings.onLoopback(0).withLimits(limits));
    }

    private static BrokerLimits limits(int connections, int perAddress, int connectRate) {
        var usual = BrokerLimits.DEFAULT;
        return new BrokerLimits(
                connections,
                perAddress,
                0,
                connectRate,
                usual.messagesPerSecond(),
                usual.bytesPerSecond(),
                usual.topicLevels(),
                usual.subscriptions(),
                usual.properties(),
                usual.keepAlive(),
                usual.clientIdBytes(),
                usual.retainedMessages(),
                usual.retainedBytes(),
                usual.connectionAge());
    }
}
