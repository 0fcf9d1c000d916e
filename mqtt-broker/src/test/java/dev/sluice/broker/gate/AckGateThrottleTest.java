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

        int more = publishesUntilPaused();

        assertThat(device.gate.isPaused()).isTrue();
        assertThat(device.ingest.held).as("nothing is lost").hasSize(100 + more);
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
        publishesUntilPaused();
        device.ingest.mayRead = false;

        await().during(Duration.ofMillis(100)).untilAsserted(() -> {
            device.tick();
            assertThat(device.gate.isPaused()).isTrue();
        });
        assertThat(device.loop.pausedConnections()).isEqualTo(1);
    }

    /** Time makes room meanwhile: on a machine that stands still for a moment one more is not enough. */
    private int publishesUntilPaused() {
        int messages = 0;
        while (!device.gate.isPaused() && messages < 1_000_000) {
            publishes(1);
            messages++;
        }
        return messages;
    }

    private void publishes(int messages) {
        for (int i = 0; i < messages; i++) {
            device.publishes(0);
        }
    }
}
