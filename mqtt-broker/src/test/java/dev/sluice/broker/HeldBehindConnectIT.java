package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.join;
import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.access.AccessControl;
import dev.sluice.broker.access.AccessPolicy;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.fixture.WebSocketSocket;
import dev.sluice.broker.listener.Endpoint;
import dev.sluice.broker.publish.CloseReason;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What devices say before they are let in. Over WebSocket, where one frame is one read: on a plain socket less comes at once. */
class HeldBehindConnectIT {

    private final CompletableFuture<Verdict> never = new CompletableFuture<>();
    private RunningBroker broker;

    @AfterEach
    void stop() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> broker.broker().connections().size() == 0);
        assertThat(broker.broker().local().failedCommands()).isZero();
        broker.close();
    }

    @Test
    void whoeverIsNotKnownYetHasAThousandPacketsAndNoMore() {
        start(new AccessControl(shown -> never, AccessPolicy.UNRESTRICTED));
        try (var young = device();
                var old = device()) {
            young.speaks(mqtt5("chatty"));
            young.says(join(mqtt5("chatty").packetBytes(), pings(young, 2_000)));
            assertThat(young.next(Packet.CONNACK).reason()).isEqualTo(0x97);
            young.isShut();

            old.says(join(mqtt3("chatty").packetBytes(), pings(old, 2_000)));
            old.isShut();
            assertThat(old.waiting()).isZero();
        }
        assertThat(broker.broker().connections().closedFor(CloseReason.QUOTA_EXCEEDED))
                .isEqualTo(2);
    }

    @Test
    void whoeverIsKnownAtOnceHearsItAfterConnack() {
        start(AccessControl.OPEN);
        try (var young = device();
                var old = device()) {
            young.speaks(mqtt5("young"));
            young.says(join(mqtt5("young").packetBytes(), pings(young, 2_000)));
            assertThat(young.next(Packet.CONNACK).reason()).isZero();
            assertThat(young.next(Packet.DISCONNECT).reason()).isEqualTo(0x97);
            young.isShut();

            old.says(join(mqtt3("old").packetBytes(), pings(old, 2_000)));
            old.next(Packet.CONNACK);
            old.isShut();
        }
    }

    @Test
    void whatIsHeldIsAnswered() {
        start(AccessControl.OPEN);
        try (var eager = device()) {
            eager.says(join(mqtt3("eager").packetBytes(), pings(eager, 1_000)));
            eager.next(Packet.CONNACK);
            for (int i = 0; i < 1_000; i++) {
                eager.next(Packet.PINGRESP);
            }
        }
    }

    private static byte[] pings(RawDevice device, int count) {
        return join(Collections.nCopies(count, device.ping()).toArray(byte[][]::new));
    }

    private RawDevice device() {
        return RawDevice.open(broker.port(), new WebSocketSocket("/mqtt", null, "mqtt"));
    }

    private void start(AccessControl access) {
        broker = RunningBroker.with(
                RecordingIngest.storingAtOnce(),
                BrokerSettings.onLoopback(0)
                        .withListeners(List.of(Endpoint.plain("127.0.0.1", 0).withWebSocket("/mqtt"))),
                access);
    }
}
