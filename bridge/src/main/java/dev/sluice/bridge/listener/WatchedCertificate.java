package dev.sluice.bridge.listener;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.broker.tls.ServerTls;
import dev.sluice.broker.tls.TlsUnusableException;
import java.time.Clock;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate of one listener, and what people were told of it. One thread. */
final class WatchedCertificate {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedCertificate.class);

    private final String listener;
    private final ServerTls tls;
    private final HealthBoard.Component health;
    private final Clock clock;

    /** Null while the files can be used. */
    private String wrong;

    private String complaint;
    private Expiry told = Expiry.FAR;

    WatchedCertificate(String listener, ServerTls tls, HealthBoard.Component health, Clock clock) {
        this.listener = listener;
        this.tls = tls;
        this.health = health;
        this.clock = clock;
    }

    /** Certificate and key are two files, written one after the other: what is wrong must be wrong twice to be worth a word. */
    void look() {
        look(false);
    }

    /** The same, for somebody who waits for an answer. */
    void renew() {
        look(true);
    }

    private void look(boolean atOnce) {
        try {
            if (tls.renew()) {
                told = Expiry.FAR;
                LOG.info(
                        "Listener {} has a new certificate: {}, expires on {}. Connections that exist go on.",
                        listener,
                        tls.subject(),
                        tls.expires());
            }
            wrong = null;
            complaint = null;
        } catch (TlsUnusableException unusable) {
            boolean holdsStill = Objects.equals(wrong, unusable.getMessage());
            wrong = unusable.getMessage();
            if (atOnce || holdsStill) {
                complain();
            }
        }
        lookAtTheDate();
    }

    private void complain() {
        if (!wrong.equals(complaint)) {
            complaint = wrong;
            LOG.warn(
                    "Listener {} keeps its certificate ({}, expires on {}), because what is there now cannot be used: {}."
                            + " It is looked at again.",
                    listener,
                    tls.subject(),
                    tls.expires(),
                    wrong);
        }
    }

    void lookAtTheDate() {
        tellOfExpiry();
        var inForce = tls.subject() + ", expires on " + tls.expires();
        health.up(
                complaint == null
                        ? inForce
                        : "The newest files were refused (" + complaint + "), so the certificate before them stays: "
                                + inForce);
    }

    private void tellOfExpiry() {
        var now = Expiry.at(tls.expires(), clock.instant());
        if (now.compareTo(told) > 0) {
            told = now;
            LOG.warn(
                    "The certificate of listener {} ({}) {}.",
                    listener,
                    tls.settings().certificate(),
                    now.sentence(tls.expires()));
        }
    }
}
