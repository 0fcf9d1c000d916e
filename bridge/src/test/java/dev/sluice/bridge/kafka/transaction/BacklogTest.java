package dev.sluice.bridge.kafka.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.pipeline.RecordSink;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final RecordSink.Fate NOBODY = new RecordSink.Fate() {
        @Override
        public void stored() {}

        @Override
        public void unknown(String why) {}
    };

    private final Backlog backlog = new Backlog(3, 100);

    @Test
    void whatWaitsIsTakenInOrderAsFarAsOneTransactionGoes() throws Exception {
        var first = message(10);
        var second = message(10);
        var third = message(10);
        for (var work : List.of(first, second, third)) {
            assertThat(backlog.add(work)).isTrue();
        }

        assertThat(backlog.take(2, 1_000, 0)).containsExactly(first, second);
        assertThat(backlog.take(2, 1_000, 0)).containsExactly(third);
    }

    @Test
    void bytesBoundATransactionToo() throws Exception {
        var first = message(40);
        var second = message(40);
        backlog.add(first);
        backlog.add(second);

        assertThat(backlog.take(10, 50, 0)).containsExactly(first);
        assertThat(backlog.take(10, 50, 0)).containsExactly(second);
    }

    @Test
    void messagesBeyondTheBoundsAreTurnedAwayAndRemovalsNever() {
        for (int i = 0; i < 3; i++) {
            assertThat(backlog.add(message(10))).isTrue();
        }

        assertThat(backlog.add(message(10))).isFalse();
        assertThat(backlog.add(removal())).isTrue();
        assertThat(backlog.takeRefused()).isTrue();
        assertThat(backlog.takeRefused()).isFalse();
        assertThat(backlog.messages()).isEqualTo(3);
    }

    @Test
    void messageLargerThanEverythingGoesAlone() throws Exception {
        var large = message(1_000);
        backlog.add(large);

        assertThat(backlog.add(message(10))).isFalse();
        assertThat(backlog.take(10, 50, 0)).containsExactly(large);
        assertThat(backlog.add(message(10))).isTrue();
    }

    @Test
    void nothingIsTakenInAfterTheEnd() {
        var waiting = message(10);
        backlog.add(waiting);

        assertThat(backlog.close()).containsExactly(waiting);
        assertThat(backlog.add(message(10))).isFalse();
        assertThat(backlog.add(removal())).isFalse();
    }

    private static Work message(int bytes) {
        return new Work("sensor", List.of(), bytes, true, NOBODY);
    }

    private static Work removal() {
        return new Work("sensor", List.of(), 1, false, NOBODY);
    }
}
