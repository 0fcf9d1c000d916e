package dev.sluice.broker.tls;

import io.netty.handler.ssl.ClientAuth;

/** Whether devices show a certificate of their own. */
public enum ClientCertificate {
    /** They are not asked. */
    NONE(ClientAuth.NONE),
    /** They are asked. One that has none may come in all the same; a wrong one ends the handshake. */
    OPTIONAL(ClientAuth.OPTIONAL),
    /** Without one there is no connection. */
    REQUIRED(ClientAuth.REQUIRE);

    private final ClientAuth asked;

    ClientCertificate(ClientAuth asked) {
        this.asked = asked;
    }

    ClientAuth asked() {
        return asked;
    }
}
