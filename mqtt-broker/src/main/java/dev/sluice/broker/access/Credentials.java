package dev.sluice.broker.access;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What a device shows of itself in CONNECT and on its way to it; nobody has believed any of it yet.
 *
 * @param clientId as sent, or the one that we have assigned
 * @param isAssigned whether we have assigned it
 * @param protocolLevel 3 for MQTT 3.1, 4 for 3.1.1, 5 for 5.0
 * @param userName or null
 * @param password or null; not changed by anybody, never shown to anybody
 * @param certificate the device's own, verified by TLS against the listener's client CA
 * @param remoteAddress host and port, for people to read
 */
public record Credentials(
        String clientId,
        boolean isAssigned,
        int protocolLevel,
        String userName,
        byte[] password,
        Optional<X509Certificate> certificate,
        String remoteAddress) {

    /** The same device, which goes by this client id: not assigned by us any more unless it is the one that we assigned. */
    public Credentials goingBy(String provenClientId) {
        return new Credentials(
                provenClientId,
                isAssigned && provenClientId.equals(clientId),
                protocolLevel,
                userName,
                password,
                certificate,
                remoteAddress);
    }

    @Override
    public String toString() {
        return "Credentials[client=" + clientId + ", from=" + remoteAddress + "]";
    }
}
