package dev.sluice.bridge.listener;

import dev.sluice.broker.tls.ClientCertificate;
import dev.sluice.broker.tls.TlsFiles;
import dev.sluice.broker.tls.TlsSettings;
import dev.sluice.broker.tls.TlsUnusableException;
import dev.sluice.mapping.lint.Advice;
import dev.sluice.mapping.lint.Level;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** TLS of one listener as it is written. One that was read without a complaint could be used at that moment. */
record ListenerTls(TlsSettings settings) {

    private static final Duration USUAL_HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    /**
     * Empty after complaining.
     *
     * @param start where relative paths start
     */
    static Optional<ListenerTls> read(Node node, Path start, Problems problems) {
        int before = problems.count();
        var certificate = file(node, "certificate", start, node.requiredText("certificate", problems));
        var key = file(node, "key", start, node.requiredText("key", problems));
        var clientCa = node.optionalText("client-ca", problems).map(written -> file(node, "client-ca", start, written));
        var asked = node.choice(
                "client-certificate",
                clientCa.isPresent() ? ClientCertificate.REQUIRED : ClientCertificate.NONE,
                problems);
        var handshakeTimeout = node.durationBetween(
                "handshake-timeout", Duration.ofSeconds(1), Duration.ofMinutes(1), USUAL_HANDSHAKE_TIMEOUT, problems);
        if (asked != ClientCertificate.NONE && clientCa.isEmpty()) {
            node.complain(
                    "client-ca",
                    "missing; devices' certificates are checked against the certificates in this file",
                    "MISSING-KEY",
                    problems);
        }
        if (asked == ClientCertificate.NONE && clientCa.isPresent()) {
            node.complain(
                    "client-certificate",
                    "none: nobody is asked for a certificate, so client-ca has no effect; leave one of them out",
                    "OUT-OF-RANGE",
                    problems);
        }
        if (problems.count() > before) {
            return Optional.empty();
        }
        var settings = new TlsSettings(certificate, key, clientCa, asked, handshakeTimeout);
        try {
            TlsFiles.read(settings);
            return Optional.of(new ListenerTls(settings));
        } catch (TlsUnusableException unusable) {
            node.complain(
                    unusable.part().key(),
                    unusable.getMessage(),
                    unusable.isMissing() ? "FILE-MISSING" : "TLS-UNUSABLE",
                    problems);
            return Optional.empty();
        }
    }

    private static Path file(Node node, String key, Path start, String written) {
        var file = start.resolve(written).normalize();
        node.readsAside(file);
        return file;
    }

    /** What may not be wanted about a certificate that can be used. */
    Optional<Advice> advice(String path, Instant now) {
        try {
            var files = TlsFiles.read(settings);
            var expiry = Expiry.at(files.expires(), now);
            if (files.begins().isAfter(now)) {
                return Optional.of(warning(path, settings.certificate() + " is not valid before " + files.begins()));
            }
            return expiry == Expiry.FAR
                    ? Optional.empty()
                    : Optional.of(warning(path, settings.certificate() + " " + expiry.sentence(files.expires()) + "."));
        } catch (TlsUnusableException changed) {
            return Optional.of(warning(path, changed.getMessage()));
        }
    }

    private static Advice warning(String path, String sentence) {
        return new Advice(Level.WARNING, "CERTIFICATE-EXPIRES", "", path + ".tls.certificate", sentence);
    }
}
