package dev.sluice.sandbox.audit;

import java.util.Locale;

/**
 * What the rule of a campaign promises.
 *
 * @param ack when a device is acknowledged
 * @param exactlyOnce whether a message of QoS 2 may make one record only, for a reader of committed records
 */
public record Contract(Ack ack, boolean exactlyOnce) {

    /** The key {@code ack} of a mapping. */
    public enum Ack {
        KAFKA,
        SPOOL,
        /** For the negative control only. */
        RECEIVED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final Contract LOSSY = new Contract(Ack.RECEIVED, false);

    boolean spools() {
        return ack == Ack.SPOOL;
    }

    /** In names of files. */
    String word() {
        return exactlyOnce ? ack + "-exactly-once" : ack.toString();
    }
}
