package dev.sluice.bridge.authentication;

import dev.sluice.broker.identity.web.TrustedServers;
import dev.sluice.broker.identity.web.WebCalls;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A server that is asked.
 *
 * @param url https, or http on this machine
 * @param trust whom to take for it; empty for Java's own authorities
 */
public record ServerSettings(URI url, Duration timeout, Optional<SSLContext> trust) {

    private static final URI NOWHERE = URI.create("http://127.0.0.1:0/");

    /** After a complaint the address is one where nobody answers. */
    static ServerSettings read(Node node, String key, Problems problems) {
        var written = node.requiredText(key, problems);
        var url = url(written);
        if (url.isEmpty() && !written.isBlank()) {
            node.complain(
                    key,
                    "expected an https:// address (http:// only to 127.0.0.1, ::1 or localhost: what is asked and answered is nobody"
                            + " else's business), without user, password or fragment",
                    "BAD-VALUE",
                    problems);
        }
        return new ServerSettings(
                url.orElse(NOWHERE),
                node.durationBetween(
                        "timeout", Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofSeconds(3), problems),
                node.has("ca") ? ProofFiles.read(node, "ca", TrustedServers::signedBy, problems) : Optional.empty());
    }

    private static Optional<URI> url(String written) {
        try {
            var url = new URI(written.strip());
            boolean plain = url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null;
            boolean safe = "https".equals(url.getScheme()) || "http".equals(url.getScheme()) && isHere(url.getHost());
            return plain && safe ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException notOne) {
            return Optional.empty();
        }
    }

    /** Asks no name service. */
    private static boolean isHere(String host) {
        if (host == null || host.equals("localhost")) {
            return host != null;
        }
        try {
            boolean address = host.startsWith("[") || host.matches("\\d+(\\.\\d+){3}");
            return address && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }

    WebCalls calls(String thread, int largestAnswer) {
        return new WebCalls(thread, url, timeout, largestAnswer, trust);
    }
}
