package dev.sluice.bridge.process;

import dev.sluice.bridge.authentication.AuthenticationSettings;
import dev.sluice.bridge.authentication.Authenticators;
import dev.sluice.bridge.observe.Gauges;
import dev.sluice.bridge.observe.Metric;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.broker.MqttBroker;
import dev.sluice.broker.access.AccessControl;
import dev.sluice.broker.access.Authenticator;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.identity.ProofFigures;
import dev.sluice.broker.identity.ProofKind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Whom the broker asks who a device is, and what it may do; how often it was asked. Any thread. */
final class Reception implements AutoCloseable {

    private final ProofFigures figures = new ProofFigures();

    // guarded by this
    private AuthenticationSettings settings;
    private AccessControl inForce;
    private MqttBroker broker;
    /** No longer in force, and somebody may still wait for their verdict. */
    private final Set<Authenticator> retired = new HashSet<>();

    Reception(Gauges gauges) {
        for (var kind : ProofKind.values()) {
            gauges.counter(Metric.AUTHENTICATIONS, () -> figures.accepted(kind), word(kind), "accepted");
            for (var refusal : Refusal.values()) {
                gauges.counter(Metric.AUTHENTICATIONS, () -> figures.refused(kind, refusal), word(kind), word(refusal));
            }
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** What the broker starts with: by these settings, unless others have come into force meanwhile. */
    synchronized AccessControl first(SluiceSettings start) {
        if (inForce == null) {
            next(start).run();
        }
        return inForce;
    }

    /** Rules may have been reloaded while it started. */
    synchronized void serves(MqttBroker started) {
        broker = started;
        broker.become(inForce);
    }

    /**
     * Makes what decides by these settings; running the answer puts it into force. Where authentication is written as it was, the present
     * authenticator stays, with what it remembers.
     */
    synchronized Runnable next(SluiceSettings next) {
        var authentication = next.authentication();
        var authenticator = inForce != null && authentication.equals(settings)
                ? inForce.authenticator()
                : Authenticators.of(authentication, figures);
        var control = new AccessControl(authenticator, next.authorization().policy());
        return () -> become(authentication, control, next.mqtt().connectTimeout());
    }

    private synchronized void become(AuthenticationSettings read, AccessControl next, Duration connectTimeout) {
        var before = inForce;
        settings = read;
        inForce = next;
        if (broker != null) {
            broker.become(next);
        }
        if (before != null && before.authenticator() != next.authenticator()) {
            retired.add(before.authenticator());
            CompletableFuture.delayedExecutor(connectTimeout.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> nobodyWaitsFor(before.authenticator()));
        }
    }

    private synchronized void nobodyWaitsFor(Authenticator old) {
        if (retired.remove(old)) {
            old.close();
        }
    }

    @Override
    public synchronized void close() {
        retired.forEach(Authenticator::close);
        retired.clear();
        if (inForce != null) {
            inForce.authenticator().close();
        }
    }
}
