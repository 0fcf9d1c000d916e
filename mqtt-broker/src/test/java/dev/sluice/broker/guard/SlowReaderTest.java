package dev.sluice.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.publish.CloseReason;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlowReaderTest {

    private final List<CloseReason> closed = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(new SlowReader(
            new GuardLimits(Duration.ofSeconds(10), 4096, 10, 100, 60, Duration.ofSeconds(30)), closed::add));

    @Test
    void aDeviceThatTakesNothingForLongIsClosed() {
        writable(false);
        passes(29);
        assertThat(closed).isEmpty();

        passes(2);

        assertThat(closed).containsExactly(CloseReason.SLOW_READER);
    }

    @Test
    void aDeviceThatTakesSomethingInTimeStays() {
        for (int i = 0; i < 5; i++) {
            writable(false);
            passes(20);
            writable(true);
            passes(20);
        }

        assertThat(closed).isEmpty();
    }

    @Test
    void aDeviceThatGoesIsNotClosedAgain() {
        writable(false);
        channel.close();

        passes(60);

        assertThat(closed).isEmpty();
    }

    private void writable(boolean is) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, is);
        channel.runPendingTasks();
    }

    private void passes(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }
}
