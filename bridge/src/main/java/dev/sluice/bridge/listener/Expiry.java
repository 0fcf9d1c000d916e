package dev.sluice.bridge.listener;

import java.time.Duration;
import java.time.Instant;

/** How near the end of a certificate is, in the steps in which people are told. */
enum Expiry {
    FAR(Integer.MAX_VALUE),
    WITHIN_30_DAYS(30),
    WITHIN_7_DAYS(7),
    EXPIRED(0);

    private final int days;

    Expiry(int days) {
        this.days = days;
    }

    static Expiry at(Instant end, Instant now) {
        var step = FAR;
        for (var each : values()) {
            if (days(end, now) <= each.days) {
                step = each;
            }
        }
        return step;
    }

    /** Negative once it has passed. */
    static double days(Instant end, Instant now) {
        return (double) Duration.between(now, end).toSeconds()
                / Duration.ofDays(1).toSeconds();
    }

    /** To be read after the name of the certificate. */
    String sentence(Instant end) {
        return this == EXPIRED
                ? "expired on " + end
                        + ": devices that look at the date refuse it. Put a new one, with its key, in its place;"
                        + " it is noticed without a restart"
                : "expires on " + end + ", in " + days
                        + " days or less. Put a new one, with its key, in its place in time; it is"
                        + " noticed without a restart";
    }
}
