package dev.sluice.broker.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AckGatePausedTest {

    private static final int PAYLOAD = 2;
    private static final int EXPECTED = (64 << 10) / PAYLOAD;

    private final GatedDevice device = GatedDevice.mqtt3();

    @Test
    void whatADeviceLeftBehindInItsSocketIsNotTakenWhenThereIsNoRoom() {
        isPaused();
        device.ingest.mayProbe = false;

        publishes(EXPECTED);
        assertThat(device.ingest.held).hasSize(1 + EXPECTED);
        assertThat(device.channel.isOpen()).isTrue();
        publishes(100);

        assertThat(device.ingest.held).hasSize(1 + EXPECTED);
        assertThat(device.channel.isOpen()).isFalse();
    }

    @Test
    void nothingIsTakenAfterAMessageThatWasNot() {
        isPaused();
        device.ingest.mayProbe = false;
        publishes(EXPECTED + 1);
        device.ingest.mayRead = true;

        publishes(1);

        assertThat(device.ingest.held).hasSize(1 + EXPECTED);
    }

    @Test
    void itIsTakenWhileThereIsRoom() {
        isPaused();

        publishes(EXPECTED + 100);

        assertThat(device.ingest.held).hasSize(1 + EXPECTED + 100);
        assertThat(device.channel.isOpen()).isTrue();
    }

    @Test
    void itsSilenceCountsOnlyAfterItHadTheTimeToSpeak() {
        assertThat(device.gate.silenceCounts()).isTrue();
        isPaused();
        assertThat(device.gate.silenceCounts()).isFalse();
        device.ingest.mayRead = true;
        device.tick();
        assertThat(device.gate.isPaused()).isFalse();

        assertThat(device.gate.silenceCounts())
                .as("what it said is in its socket still")
                .isFalse();
        assertThat(device.gate.silenceCounts()).isTrue();
    }

    private void isPaused() {
        device.ingest.mayRead = false;
        device.publishes(0);
        assertThat(device.gate.isPaused()).isTrue();
    }

    private void publishes(int messages) {
        IntStream.range(0, messages).forEach(i -> device.publishes(0));
    }
}
