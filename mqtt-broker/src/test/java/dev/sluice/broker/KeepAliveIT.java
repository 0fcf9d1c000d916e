package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.join;
import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.limit.Limit;
import dev.sluice.broker.publish.CloseReason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeepAliveIT {

    private final RunningBroker broker = RunningBroker.with(RecordingIngest.storingAtOnce());

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void aSilentDeviceIsClosedAfterOneAndAHalfOfItsKeepAlive() {
        var start = Instant.now();
        try (var young = broker.device(mqtt5("silent5").keepAlive(1));
                var old = broker.device(mqtt3("silent3").keepAlive(1));
                var endless = broker.device(mqtt3("endless"))) {
            assertThat(young.next(Packet.DISCONNECT).reason()).isEqualTo(0x8D);
            young.isShut();
            old.isShut();

            assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(1400));
            assertThat(broker.broker().connections().closedFor(CloseReason.KEEP_ALIVE_TIMEOUT))
                    .isEqualTo(2);
            endless.hearsNothing();
        }
    }

    @Test
    void anMqtt5DeviceHearsOfAShorterKeepAliveAndIsTimedByIt() {
        try (var short1 = RunningBroker.with(
                        RecordingIngest.storingAtOnce(),
                        BrokerSettings.onLoopback(0)
                                .withLimits(BrokerLimits.DEFAULT.withKeepAlive(Duration.ofSeconds(1))));
                var none = short1.device();
                var long5 = short1.device();
                var modest = short1.device()) {
            assertThat(none.connects(mqtt5("none")).numbers(0x13)).containsExactly(1);
            assertThat(long5.connects(mqtt5("long").keepAlive(600)).numbers(0x13))
                    .containsExactly(1);
            assertThat(modest.connects(mqtt5("modest").keepAlive(1)).values(0x13))
                    .isEmpty();

            assertThat(none.next(Packet.DISCONNECT).reason()).isEqualTo(0x8D);
            assertThat(long5.next(Packet.DISCONNECT).reason()).isEqualTo(0x8D);
            assertThat(short1.broker().reached(Limit.KEEP_ALIVE)).isEqualTo(2);
        }
    }

    @Test
    void anMqtt3DeviceIsNotClosedForAKeepAliveThatItWasNeverToldOf() {
        try (var short1 = RunningBroker.with(
                        RecordingIngest.storingAtOnce(),
                        BrokerSettings.onLoopback(0)
                                .withLimits(BrokerLimits.DEFAULT.withKeepAlive(Duration.ofSeconds(1))));
                var old = short1.device();
                var young = short1.device()) {
            assertThat(old.connects(mqtt3("old").keepAlive(30)).body()).containsExactly(0, 0);
            young.connects(mqtt5("young").keepAlive(30));

            young.isShut(); // what would have been the end of the other one, too
            old.hearsNothing();
        }
    }

    @Test
    void theHiveMqClientPingsAsOftenAsItIsTold() {
        try (var short1 = RunningBroker.with(
                RecordingIngest.storingAtOnce(),
                BrokerSettings.onLoopback(0).withLimits(BrokerLimits.DEFAULT.withKeepAlive(Duration.ofSeconds(8))))) {
            var client = MqttClient.builder()
                    .useMqttVersion5()
                    .identifier("hive")
                    .serverHost("127.0.0.1")
                    .serverPort(short1.port())
                    .buildBlocking();

            var welcome = client.connectWith().keepAlive(3_600).send();

            assertThat(welcome.getServerKeepAlive()).hasValue(8);
            await().during(Duration.ofSeconds(13)).until(() -> client.getState().isConnected());
            client.disconnect();
        }
    }

    @Test
    void aDeviceThatPingsStays() {
        try (var device = broker.device(mqtt3("pings").keepAlive(3))) {
            await().during(Duration.ofMillis(5500)).until(() -> {
                device.hearsNothing();
                return !device.isClosed();
            });
        }
    }

    @Test
    void aDeviceThatWePauseIsNotClosedAndItsPingsAreAnsweredWithinAThird() {
        broker.ingest().mayRead(false);
        try (var device = broker.device(mqtt3("paused").keepAlive(3))) {
            device.says(device.publish("a", "fills the budget", 1, 1));
            device.next(Packet.PUBACK);
            await().until(() -> broker.broker().loops().all().stream().anyMatch(loop -> loop.pausedConnections() == 1));

            var start = Instant.now();
            for (int i = 0; i < 3; i++) {
                var asked = Instant.now();
                device.hearsNothing();
                // a third is one second, and the machine may be slow; without the read it would be never
                assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(15));
            }
            // what is sent while it is paused waits, and is not lost
            device.says(join(device.publish("a", "waits", 1, 2)));
            assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(1500));
            broker.ingest().mayRead(true);

            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(2);
            assertThat(broker.broker().connections().closedFor(CloseReason.KEEP_ALIVE_TIMEOUT))
                    .isZero();
        }
    }

    @Test
    void aPausedDeviceThatIsSilentIsNotTimedOutByUs() {
        broker.ingest().mayRead(false);
        try (var device = broker.device(mqtt5("waits").keepAlive(1))) {
            device.says(device.publish("a", "one", 1, 1));
            device.next(Packet.PUBACK);

            await().during(Duration.ofSeconds(3)).until(() -> !device.isClosed());

            device.says(device.ping());
            broker.ingest().mayRead(true);
            device.next(Packet.PINGRESP);
        }
    }
}
