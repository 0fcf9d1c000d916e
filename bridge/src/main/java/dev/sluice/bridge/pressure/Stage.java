package dev.sluice.bridge.pressure;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What is done when Kafka takes less than comes; each stage is on while its sign shows. */
public enum Stage {
    /** Stage 1: acknowledgements wait so long that people should know. */
    ACKS_WITHHELD(0, 0) {
        @Override
        boolean showsIn(Look look) {
            return look.oldestWithheldNanos() > TimeUnit.SECONDS.toNanos(5);
        }
    },
    /** Stage 2: connections are not read. */
    CONNECTIONS_PAUSED(2, 5) {
        @Override
        boolean showsIn(Look look) {
            return look.paused() > 0;
        }
    },
    /** Stage 3: new connections are refused. */
    CONNECTIONS_REFUSED(0, 0) {
        @Override
        boolean showsIn(Look look) {
            return look.refusing();
        }
    },
    /** Stage 4: connections that wait beyond the deadline are closed, or have their messages handed back. */
    DEADLINE_PASSED(0, 60) {
        @Override
        boolean showsIn(Look look) {
            return look.closedSinceLastLook() > 0 || look.handedBackSinceLastLook() > 0;
        }
    };

    private final long afterNanos;
    private final long forNanos;

    Stage(int afterSeconds, int forSeconds) {
        this.afterNanos = TimeUnit.SECONDS.toNanos(afterSeconds);
        this.forNanos = TimeUnit.SECONDS.toNanos(forSeconds);
    }

    /** Whether the sign of this stage is there at the moment. */
    abstract boolean showsIn(Look look);

    /** How long the sign must last until the stage is on. */
    long afterNanos() {
        return afterNanos;
    }

    /** How long the stage stays on after the sign was last seen. */
    long forNanos() {
        return forNanos;
    }

    /** Value of the metric's tag. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
