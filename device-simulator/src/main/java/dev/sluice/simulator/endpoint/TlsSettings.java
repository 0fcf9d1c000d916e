package dev.sluice.simulator.endpoint;

import java.util.Optional;

/**
 * By which papers devices and broker know each other. Files are PEM; {@code {device}} in a path is replaced by the device's name.
 *
 * @param authorities certificates that may have signed the broker's; empty = those that Java trusts
 * @param certificate a device's certificate, followed by those between it and its authority
 * @param key its private key, PKCS #8, not encrypted
 * @param insecure whether any broker is believed
 */
public record TlsSettings(
        Optional<String> authorities, Optional<String> certificate, Optional<String> key, boolean insecure) {

    public static final TlsSettings DEFAULT =
            new TlsSettings(Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** @throws IllegalArgumentException when there is a certificate without its key, or the other way round */
    public TlsSettings {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("a certificate needs its key, and a key its certificate");
        }
    }

    /** The files of one device. */
    public TlsSettings of(String device) {
        return new TlsSettings(
                authorities,
                certificate.map(path -> path.replace("{device}", device)),
                key.map(path -> path.replace("{device}", device)),
                insecure);
    }
}
