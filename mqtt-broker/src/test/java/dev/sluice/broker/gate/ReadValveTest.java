package dev.sluice.broker.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadValveTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final CountingReads reads = new CountingReads();
    private final EmbeddedChannel channel = new EmbeddedChannel(reads);
    private final ReadValve valve = new ReadValve();

    @BeforeEach
    void pausedNow() {
        valve.of(channel);
        valve.keepAlive(30);
        valve.pause();
        reads.count = 0;
    }

    @Test
    void aPausedConnectionIsReadOncePerThirdOfItsKeepAlive() {
        long start = System.nanoTime();

        for (long second = 1; second <= 60; second++) {
            valve.probe(start + second * SECOND);
        }

        assertThat(reads.count).isBetween(5, 6);
    }

    @Test
    void withoutKeepAliveItIsReadEveryTwentySeconds() {
        var endless = new ReadValve();
        endless.of(channel);
        endless.keepAlive(0);
        long start = System.nanoTime();
        endless.pause();
        reads.count = 0;

        endless.probe(start + 19 * SECOND);
        assertThat(reads.count).isZero();
        endless.probe(start + 40 * SECOND);

        assertThat(reads.count).isEqualTo(1);
    }

    @Test
    void readingBeginsAgainOnceForEachPause() {
        assertThat(valve.takeResumed()).isFalse();

        valve.resume();
        valve.resume();

        assertThat(valve.takeResumed()).isTrue();
        assertThat(valve.takeResumed()).isFalse();
    }

    @Test
    void aDeviceThatReadsNothingGetsNoProbe() {
        valve.writable(false);

        valve.probe(System.nanoTime() + 60 * SECOND);

        assertThat(reads.count).isZero();
    }

    @Test
    void bothReasonsMustBeGoneBeforeItIsReadAgain() {
        valve.writable(false);

        valve.resume();
        assertThat(channel.config().isAutoRead()).isFalse();
        valve.writable(true);

        assertThat(channel.config().isAutoRead()).isTrue();
    }

    private static final class CountingReads extends ChannelOutboundHandlerAdapter {
        private int count;

        @Override
        public void read(ChannelHandlerContext ctx) {
            count++;
            ctx.read();
        }
    }
}
