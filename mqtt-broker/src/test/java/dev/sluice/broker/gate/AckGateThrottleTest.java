package dev.sluice.broker.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AckGateThrottleTest {

    private static final GateLimits A_HUNDRED = new GateLimits(1_000, Duration.ofMinutes(10), false, 100, 0);

    private final GatedDevice device = GatedDevice.mqtt3(A_HUNDRED);

    @Test
    void aConnectionThatSendsTooFastIsNotReadForAMoment() {
        publishes(100);
        assertThat(device.gate.isPaused()).isFalse();

        publishes(1);

        assertThat(device.gate.isPaused()).isTrue();
        assertThat(device.ingest.held).as("nothing is lost").hasSize(101);
        assertThat(device.loop.throttles()).isEqualTo(1);
        assertThat(device.loop.pausedConnections())
                .as("that is no backpressure")
                .isZero();
        await().untilAsserted(() -> {
            device.tick();
            assertThat(device.gate.isPaused()).isFalse();
        });
    }

    @Test
    void whatIsThrottledStaysPausedWhileTheIngestHasNoRoom() {
        publishes(101);
        device.ingest.mayRead = false;

        await().during(Duration.ofMillis(100)).untilAsserted(() -> {
            device.tick();
            assertThat(device.gate.isPaused()).isTrue();
        });
        assertThat(device.loop.pausedConnections()).isEqualTo(1);
    }

    private void publishes(int messages) {
        for (int i = 0; i < messages; i++) {
            device.publishes(0);
        }
    }
}
