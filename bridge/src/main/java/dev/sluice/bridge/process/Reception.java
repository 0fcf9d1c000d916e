package dev.sluice.bridge.process;

import dev.sluice.bridge.authentication.AuthenticationSettings;
import dev.sluice.bridge.authentication.Authenticators;
import dev.sluice.bridge.observe.Gauges;
import dev.sluice.bridge.observe.Metric;
import dev.sluice.broker.access.AccessControl;
import dev.sluice.broker.access.AccessPolicy;
import dev.sluice.broker.access.Authenticator;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.identity.ProofFigures;
import dev.sluice.broker.identity.ProofKind;
import java.util.Locale;

/** Whom the broker asks who a device is, and how often it was asked. */
final class Reception implements AutoCloseable {

    private final ProofFigures figures = new ProofFigures();
    private Authenticator authenticator = Authenticator.ANONYMOUS;

    Reception(Gauges gauges) {
        for (var kind : ProofKind.values()) {
            gauges.counter(Metric.AUTHENTICATIONS, () -> figures.accepted(kind), word(kind), "accepted");
            for (var refusal : Refusal.values()) {
                gauges.counter(Metric.AUTHENTICATIONS, () -> figures.refused(kind, refusal), word(kind), word(refusal));
            }
        }
    }

    AccessControl access(AuthenticationSettings settings) {
        authenticator = Authenticators.of(settings, figures);
        return new AccessControl(authenticator, AccessPolicy.UNRESTRICTED);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        authenticator.close();
    }
}
