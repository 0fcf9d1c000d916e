package dev.sluice.bridge.spool;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.settings.SpoolSettings;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people how the journal is: on the health board, and in the log when that changes. The drain's thread, after {@link #opened}. */
final class SpoolNews {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolNews.class);
    /** Records that leave sooner have only passed through. */
    private static final double SPOOLING_SECONDS = 5;

    private final SpoolSettings settings;
    private final SpoolNumbers numbers;
    private final HealthBoard.Component health;
    private boolean spooling;
    private boolean full;
    private String objection;

    SpoolNews(SpoolSettings settings, SpoolNumbers numbers, HealthBoard.Component health) {
        this.settings = settings;
        this.numbers = numbers;
        this.health = health;
    }

    void opened(long nanos) {
        health.up();
        long left = numbers.records.get();
        if (left == 0) {
            LOG.info("The spool in {} is open and empty.", settings.folder());
        } else {
            LOG.info(
                    "The spool in {} is open: {} records of an earlier process go to Kafka first. Reading them took {} ms.",
                    settings.folder(),
                    left,
                    TimeUnit.NANOSECONDS.toMillis(nanos));
        }
    }

    void look(OpenJournal journal) {
        lookAtSpooling();
        lookAtDisk(journal);
        if (objection != null) {
            health.down("The disk under the spool in " + settings.folder() + " gives no space (" + objection + "). "
                    + holding()
                    + " What does not fit is treated as spool-when-full says. Make room on that disk, or mend it.");
        } else if (full) {
            health.down("The spool in " + settings.folder() + " is full (spool.max-bytes: " + settings.maxBytes()
                    + "). " + holding() + " What does not fit is treated as spool-when-full says.");
        } else {
            health.up(spooling ? holding() : "");
        }
    }

    private String holding() {
        return numbers.records.get() + " records wait for Kafka, the oldest for " + Math.round(numbers.oldestSeconds())
                + " s.";
    }

    private void lookAtSpooling() {
        double oldest = numbers.oldestSeconds();
        if (!spooling && oldest > SPOOLING_SECONDS) {
            spooling = true;
            LOG.warn(
                    "Records stay in the spool: the oldest waits for {} s. Devices of rules with ack: spool are acknowledged all the"
                            + " same while there is room.",
                    Math.round(oldest));
        } else if (spooling && numbers.records.get() == 0) {
            spooling = false;
            LOG.info("The spool is drained: Kafka has every record ({} since the start).", numbers.drained.sum());
        }
    }

    private void lookAtDisk(OpenJournal journal) {
        boolean isFull = journal.hasNoRoom();
        var says = isFull ? journal.objection() : null;
        if (isFull && !full) {
            LOG.warn(
                    "The spool is full ({}): {} What does not fit is treated as spool-when-full says.",
                    says == null ? "spool.max-bytes: " + settings.maxBytes() : "the disk gives no space: " + says,
                    holding());
        } else if (full && !isFull) {
            LOG.info("The spool has room again.");
        }
        full = isFull;
        objection = says;
    }

    void closed() {
        long left = numbers.records.get();
        if (left > 0) {
            LOG.warn(
                    "{} records stay in the spool in {}; they go to Kafka after the next start.",
                    left,
                    settings.folder());
        }
    }
}
