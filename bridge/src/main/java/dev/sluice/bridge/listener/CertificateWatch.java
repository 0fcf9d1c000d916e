package dev.sluice.bridge.listener;

import dev.sluice.bridge.observe.Gauges;
import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metric;
import dev.sluice.broker.listener.OpenListener;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the certificates of all listeners again and again, on a thread of its own: new ones are shown to the devices that come next, whatever
 * becomes of rules at that time, since a certificate that is not renewed locks everybody out.
 */
public final class CertificateWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final Duration UNWATCHED_INTERVAL = Duration.ofHours(1);

    private final List<WatchedCertificate> certificates;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var named = new Thread(task, "sluice-certificates");
        named.setDaemon(true);
        return named;
    });

    private CertificateWatch(List<WatchedCertificate> certificates) {
        this.certificates = certificates;
    }

    /** @param interval how often files are looked at; empty to look at them when somebody asks for it and at nothing but the date otherwise */
    public static CertificateWatch start(
            List<OpenListener> listeners, Gauges gauges, HealthBoard health, Optional<Duration> interval) {
        var clock = Clock.systemUTC();
        for (var listener : listeners) {
            listener.tls().ifPresent(tls -> {
                gauges.counter(Metric.TLS_HANDSHAKES_FAILED, tls::failed, listener.name());
                gauges.gauge(
                        Metric.CERTIFICATE_EXPIRY, () -> Expiry.days(tls.expires(), clock.instant()), listener.name());
            });
        }
        var watch = new CertificateWatch(listeners.stream()
                .flatMap(listener -> listener.tls().stream()
                        .map(tls -> new WatchedCertificate(
                                listener.name(), tls, health.component("certificate " + listener.name()), clock)))
                .toList());
        if (!watch.certificates.isEmpty()) {
            watch.begin(interval);
        }
        return watch;
    }

    private void begin(Optional<Duration> interval) {
        thread.scheduleWithFixedDelay(
                () -> each(interval.isPresent() ? WatchedCertificate::look : WatchedCertificate::lookAtTheDate),
                0,
                interval.orElse(UNWATCHED_INTERVAL).toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Looks at once, because somebody asked for it. */
    public void renew() {
        thread.execute(() -> each(WatchedCertificate::renew));
    }

    private void each(Consumer<WatchedCertificate> action) {
        try {
            certificates.forEach(action);
        } catch (RuntimeException bug) {
            LOG.error("Looking at certificates failed; it is tried again.", bug);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
