package dev.sluice.broker.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * TLS of one listener; every file is PEM.
 *
 * @param certificate the server's own, and behind it those that sign it
 * @param key PKCS#8, not encrypted
 * @param clientCa certificates that sign devices'; there whenever these are asked for
 * @param handshakeTimeout from the TCP connection to the end of the handshake
 */
public record TlsSettings(
        Path certificate,
        Path key,
        Optional<Path> clientCa,
        ClientCertificate clientCertificate,
        Duration handshakeTimeout) {}
