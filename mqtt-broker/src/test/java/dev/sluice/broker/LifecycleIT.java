package dev.sluice.broker;

import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.listener.AddressUnavailableException;
import dev.sluice.broker.listener.Endpoint;
import io.vertx.core.Vertx;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifecycleIT {

    @Test
    void aPortInUseIsNamedAndNothingIsLeftOpen() throws Exception {
        var vertx = Vertx.vertx();
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                var free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var first = Endpoint.plain("127.0.0.1", free.getLocalPort());
            free.close();
            var second = Endpoint.plain("127.0.0.1", taken.getLocalPort());
            var settings = new BrokerSettings(
                    List.of(first, second),
                    100,
                    Duration.ofMinutes(1),
                    false,
                    Duration.ofSeconds(5),
                    4096,
                    10,
                    100,
                    Optional.empty(),
                    BrokerLimits.DEFAULT);

            assertThatThrownBy(() -> MqttBroker.start(vertx, settings, RecordingIngest.holdingEverything()))
                    .isInstanceOf(AddressUnavailableException.class)
                    .hasMessageContaining(second.toString());

            new ServerSocket(first.port(), 1, InetAddress.getByName("127.0.0.1")).close();
        } finally {
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        }
    }

    @Test
    void devicesHearThatTheServerStops() {
        var broker = RunningBroker.with(RecordingIngest.holdingEverything());
        try (var young = broker.device(mqtt5("young"));
                var old = broker.device(mqtt3("old"))) {
            broker.close();

            assertThat(young.next(Packet.DISCONNECT).reason()).isEqualTo(0x8B);
            young.isShut();
            old.isShut();
        }
    }

    @Test
    void whatIsInFlightIsAnsweredAfterTheDoorIsShut() {
        var broker = RunningBroker.with(RecordingIngest.holdingEverything());
        try (var device = broker.device(mqtt5("device"))) {
            device.says(device.publish("a", "one", 1, 1));
            var message = broker.ingest().awaitTaken(1);
            int port = broker.port();

            broker.broker().stopAccepting();
            // With NIO the JDK ends a listening socket at its selector's next turn; native transports do at once.
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> RawDevice.open(port)).isInstanceOf(UncheckedIOException.class));
            message.stored();

            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(1);
        } finally {
            broker.close();
        }
    }

    @Test
    void anIngestThatThrowsEndsOnlyTheConnectionItThrewFor() throws Exception {
        var vertx = Vertx.vertx();
        var sane = RecordingIngest.storingAtOnce();
        var broker = MqttBroker.start(vertx, BrokerSettings.onLoopback(0), device -> {
            if (device.clientId().equals("unlucky")) {
                throw new IllegalStateException("an ingest with a bug");
            }
            return sane.connected(device);
        });
        try (var unlucky = RawDevice.connected(broker.ports().get(0), mqtt3("unlucky"));
                var lucky = RawDevice.connected(broker.ports().get(0), mqtt3("lucky"))) {
            unlucky.isShut();

            lucky.says(lucky.publish("a", "one", 1, 1));
            assertThat(lucky.next(Packet.PUBACK).packetId()).isEqualTo(1);
        } finally {
            broker.stop();
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        }
    }

    @Test
    void nothingRemainsOfDevicesThatHaveGone() {
        var broker = RunningBroker.with(RecordingIngest.storingAtOnce());
        try {
            for (int i = 0; i < 50; i++) {
                try (var device = broker.device(mqtt3("device" + i))) {
                    device.subscribes("a/" + i, 1);
                }
            }

            await().until(() -> broker.broker().connections().size() == 0);
            await().until(() -> broker.broker().local().sessions() == 0);
            assertThat(broker.broker().local().subscriptions()).isZero();
            assertThat(broker.broker().sessions()).isZero();
            assertThat(broker.ingest().openLanes()).isZero();
        } finally {
            broker.close();
        }
    }
}
