package dev.sluice.bridge.authentication;

import dev.sluice.broker.access.Authenticator;
import dev.sluice.broker.identity.ProofChain;
import dev.sluice.broker.identity.ProofFigures;
import dev.sluice.broker.identity.ProofMethod;
import dev.sluice.broker.identity.Workers;
import dev.sluice.broker.identity.certificate.CertificateMethod;
import dev.sluice.broker.identity.hook.HookMethod;
import dev.sluice.broker.identity.jwt.FetchedKeys;
import dev.sluice.broker.identity.jwt.JwtMethod;
import dev.sluice.broker.identity.jwt.TokenKeys;
import dev.sluice.broker.identity.password.PasswordMethod;
import dev.sluice.broker.identity.scram.ScramMethod;
import java.time.Clock;
import java.util.ArrayList;

/** Makes of settings what the broker asks. */
public final class Authenticators {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final int LARGEST_ANSWER = 1 << 20;
    private static final int WAITING_TOKENS = 10_000;

    private Authenticators() {}

    /**
     * A new one each time, in the order of docs/authentication.md; nothing is shared but the figures.
     *
     * @param settings read without problems
     * @return to be closed when no connection asks it any more
     */
    public static Authenticator of(AuthenticationSettings settings, ProofFigures figures) {
        var methods = new ArrayList<ProofMethod>();
        settings.certificates().map(Authenticators::certificates).ifPresent(methods::add);
        settings.scram().map(Authenticators::scram).ifPresent(methods::add);
        settings.jwt().map(Authenticators::tokens).ifPresent(methods::add);
        settings.passwords().map(Authenticators::passwords).ifPresent(methods::add);
        settings.http().map(Authenticators::hook).ifPresent(methods::add);
        // Where nothing is written only loopback is listened on.
        return new ProofChain(methods, settings.anonymous() || !settings.hasMethods(), figures);
    }

    private static ProofMethod certificates(CertificateSettings settings) {
        return new CertificateMethod(settings.user(), settings.clientId());
    }

    private static ProofMethod scram(ScramSettings settings) {
        return new ScramMethod(settings.file().orElseThrow());
    }

    private static ProofMethod tokens(JwtSettings settings) {
        var keys = settings.keys().isPresent()
                ? TokenKeys.fixed(settings.keys().get())
                : FetchedKeys.from(
                        settings.server().orElseThrow().calls("sluice-jwks", LARGEST_ANSWER),
                        settings.refresh(),
                        settings.keep(),
                        CLOCK);
        return new JwtMethod(
                settings.rules().orElseThrow(),
                keys,
                new Workers("sluice-tokens", PasswordSettings.HALF, WAITING_TOKENS),
                CLOCK);
    }

    private static ProofMethod hook(HookSettings settings) {
        return new HookMethod(
                settings.server().calls("sluice-authentication-http", LARGEST_ANSWER),
                settings.token().map(token -> "Bearer " + token.reveal()),
                settings.concurrency(),
                settings.waiting(),
                settings.rememberAllowed(),
                settings.rememberDenied(),
                CLOCK);
    }

    private static ProofMethod passwords(PasswordSettings settings) {
        return new PasswordMethod(
                settings.file().orElseThrow(),
                new Workers("sluice-passwords", settings.threads(), settings.waiting()),
                settings.remember(),
                CLOCK);
    }
}
