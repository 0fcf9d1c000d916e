package dev.sluice.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Connect;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.limit.Limit;
import java.util.ArrayList;
import java.util.List;
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
        start(limits(1_000, 0, 50));

        for (int i = 0; i < 120; i++) {
            open(); // all of them before the first says anything, however slow the machine
        }
        devices.forEach(device -> device.connects(Connect.mqtt5("d" + devices.indexOf(device))));

        assertThat(broker.broker().reached(Limit.CONNECT_RATE)).isPositive();
        assertThat(broker.broker().connections().size()).isEqualTo(120);
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
                usual.properties());
    }
}
