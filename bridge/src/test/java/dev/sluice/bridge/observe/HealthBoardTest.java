package dev.sluice.bridge.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class HealthBoardTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final HealthBoard board = new HealthBoard(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    });

    @Test
    void partThatHasNotSpokenIsDown() {
        board.component("kafka");

        assertThat(board.snapshot().ready()).isFalse();
        assertThat(board.snapshot().components().get(0).detail()).isEqualTo("starting");
    }

    @Test
    void readyOnlyWhenEveryPartIsUp() {
        board.component("kafka").up();
        board.component("mqtt").down("port 1883 is not open yet");
        assertThat(board.snapshot().ready()).isFalse();

        board.component("mqtt").up("1 listener");
        assertThat(board.snapshot().ready()).isTrue();
    }

    @Test
    void sinceIsWhenTheStateChangedNotWhenItWasRepeated() {
        var kafka = board.component("kafka");
        kafka.up();
        now = now.plusSeconds(10);
        kafka.down("away");
        var fell = now;
        now = now.plusSeconds(10);
        kafka.down("still away");

        assertThat(kafka.health()).isEqualTo(new ComponentHealth("kafka", false, "still away", fell));
    }

    @Test
    void forgottenPartNoLongerCounts() {
        board.component("topic telemetry.north").down("does not exist");

        board.forget("topic telemetry.north");

        assertThat(board.snapshot().ready()).isTrue();
    }
}
