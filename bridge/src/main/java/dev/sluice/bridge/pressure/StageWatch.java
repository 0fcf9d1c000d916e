package dev.sluice.bridge.pressure;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stage: whether it is on, and what the log has of it. A stage that comes and goes is told of once a minute at most, one that
 * stays every five minutes. One thread; {@link #isOn} any.
 */
final class StageWatch {

    private static final Logger LOG = LoggerFactory.getLogger(Backpressure.class);
    private static final long LINE_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long REMIND_EVERY_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Stage stage;
    private final StageText text;
    private volatile boolean on;

    private boolean seen;
    private long firstSeenNanos;
    private long lastSeenNanos;
    private long sinceNanos;

    private boolean told;
    private boolean everTold;
    private long lastLineNanos;

    StageWatch(Stage stage, StageText text) {
        this.stage = stage;
        this.text = text;
    }

    boolean isOn() {
        return on;
    }

    void look(Look look) {
        boolean shows = stage.showsIn(look);
        if (shows) {
            firstSeenNanos = seen ? firstSeenNanos : look.nanos();
            lastSeenNanos = look.nanos();
        }
        seen = shows;
        if (!on && shows && look.nanos() - firstSeenNanos >= stage.afterNanos()) {
            on = true;
            sinceNanos = firstSeenNanos;
        } else if (on && !shows && look.nanos() - lastSeenNanos >= stage.forNanos()) {
            on = false;
            ended(look);
        }
        if (on && isDue(look.nanos())) {
            told(look.nanos());
            LOG.warn("{}", text.on(stage, look, look.nanos() - sinceNanos));
        }
    }

    private boolean isDue(long now) {
        return told ? now - lastLineNanos >= REMIND_EVERY_NANOS : !everTold || now - lastLineNanos >= LINE_EVERY_NANOS;
    }

    private void ended(Look look) {
        if (told) {
            told = false;
            lastLineNanos = look.nanos();
            LOG.info("{}", text.off(stage, look, lastSeenNanos - sinceNanos));
        }
    }

    private void told(long now) {
        told = true;
        everTold = true;
        lastLineNanos = now;
    }
}
