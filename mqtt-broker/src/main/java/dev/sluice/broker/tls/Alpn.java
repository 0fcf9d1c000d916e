package dev.sluice.broker.tls;

import dev.sluice.broker.tls.ServerTls.Spoken;
import java.util.List;

/** Answers what a device says it wants to speak (RFC 7301). */
final class Alpn {

    /** In the words of the JDK: TLS goes on as if nobody had offered anything. */
    private static final String UNSAID = "";

    private Alpn() {}

    /**
     * Most devices offer nothing, and some offer a name of their own making or their cloud's: they are served. One that wants nothing but
     * some version of HTTP is not a device, and must not be talked into sending what looks like MQTT.
     *
     * @return null to end the handshake with the alert no_application_protocol
     */
    static String choose(Spoken spoken, List<String> offered) {
        if (offered.contains(spoken.alpn())) {
            return spoken.alpn();
        }
        return !offered.isEmpty() && offered.stream().allMatch(Alpn::isHttp) ? null : UNSAID;
    }

    private static boolean isHttp(String name) {
        return name.startsWith("http/") || name.equals("h2") || name.equals("h2c") || name.equals("h3");
    }
}
