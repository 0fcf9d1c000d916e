package dev.sluice.broker;

import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.access.AccessControl;
import dev.sluice.broker.access.AccessPolicy;
import dev.sluice.broker.access.Authenticator;
import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.publish.CloseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ProofExpiryIT {

    @Test
    void connectionEndsWithWhatTheDeviceHasProven() {
        try (var broker = brokerThatBelievesFor(Duration.ofSeconds(1));
                var young = broker.device(mqtt5("young"));
                var old = broker.device(mqtt3("old"))) {
            assertThat(young.next(Packet.DISCONNECT).reason()).isEqualTo(0xA0);
            young.isShut();
            old.isShut();
            assertThat(broker.broker().connections().closedFor(CloseReason.PROOF_EXPIRED))
                    .isEqualTo(2);
        }
    }

    @Test
    void connectionLivesOnWhileTheProofHolds() {
        try (var broker = brokerThatBelievesFor(Duration.ofDays(40_000));
                var device = broker.device(mqtt5("d"))) {
            device.hearsNothing();
        }
    }

    @Test
    void deviceWhoseProofIsOverAtOnceDoesNotStay() {
        try (var broker = brokerThatBelievesFor(Duration.ofSeconds(-5));
                var device = broker.device()) {
            device.says(mqtt5("d"));
            device.isShut();
        }
    }

    @Test
    void dictatedClientIdIsTheDevicesAndItHearsSo() {
        Authenticator dictating = shown -> CompletableFuture.completedFuture(
                Verdict.accepted(new Identity("press-7", Optional.empty(), Map.of(), Optional.empty())));
        try (var broker = RunningBroker.with(
                        RecordingIngest.storingAtOnce(), new AccessControl(dictating, AccessPolicy.UNRESTRICTED));
                var device = broker.device()) {
            var connAck = device.connects(mqtt5(""));

            assertThat(new String(connAck.body(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .contains("press-7");
            device.says(device.publish("a", "x", 1, 1));
            assertThat(broker.ingest().awaitTaken(1).device().clientId()).isEqualTo("press-7");
        }
    }

    private static RunningBroker brokerThatBelievesFor(Duration time) {
        Authenticator believing = shown -> CompletableFuture.completedFuture(Verdict.accepted(new Identity(
                shown.clientId(),
                Optional.empty(),
                Map.of(),
                Optional.of(Instant.now().plus(time)))));
        return RunningBroker.with(
                RecordingIngest.storingAtOnce(), new AccessControl(believing, AccessPolicy.UNRESTRICTED));
    }
}
