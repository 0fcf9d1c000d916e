package dev.sluice.bridge.listener;

import dev.sluice.broker.listener.Endpoint;
import dev.sluice.broker.proxy.TrustedProxies;
import dev.sluice.mapping.lint.Advice;
import dev.sluice.mapping.lint.Level;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How devices come in at one listener.
 *
 * @param webSocketPath where MQTT is spoken over WebSocket: the path of the URL
 * @param proxies whose word about a device's address is believed; empty where no proxy stands in front
 */
public record ListenerEntrance(
        Optional<ListenerTls> tls, Optional<String> webSocketPath, Optional<TrustedProxies> proxies) {

    /** MQTT over TCP. */
    public static final ListenerEntrance PLAIN =
            new ListenerEntrance(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Reads the keys of a listener that say so.
     *
     * @param start where relative paths start
     */
    public static ListenerEntrance read(Node node, Path start, Problems problems) {
        return new ListenerEntrance(
                node.has("tls") ? ListenerTls.read(node.map("tls", problems), start, problems) : Optional.empty(),
                webSocketPath(node, problems),
                proxies(node, problems));
    }

    private static Optional<String> webSocketPath(Node node, Problems problems) {
        var path = node.optionalText("websocket", problems);
        if (path.filter(written -> !written.matches("/[!$-;=@-Z_a-z~]*")).isPresent()) {
            node.complain(
                    "websocket",
                    node.shown("websocket") + ": expected the path of a URL, beginning with a slash: /mqtt",
                    "BAD-VALUE",
                    problems);
            return Optional.empty();
        }
        return path;
    }

    private static Optional<TrustedProxies> proxies(Node node, Problems problems) {
        boolean wanted = node.flag("proxy-protocol", false, problems);
        var networks = node.textOrTexts("trusted-proxies", problems);
        if (!wanted && !networks.isEmpty()) {
            node.complain(
                    "trusted-proxies",
                    "has no effect without proxy-protocol: true on the same listener",
                    "OUT-OF-RANGE",
                    problems);
        }
        var wrong = networks.stream()
                .filter(network -> !TrustedProxies.isNetwork(network))
                .toList();
        if (!wrong.isEmpty()) {
            node.complain(
                    "trusted-proxies",
                    "\"" + String.join("\", \"", wrong) + "\": expected addresses or networks such as 10.0.0.0/8",
                    "BAD-VALUE",
                    problems);
            return Optional.empty();
        }
        return wanted ? Optional.of(new TrustedProxies(networks)) : Optional.empty();
    }

    /** Where the broker listens for such devices. */
    public Endpoint at(String host, int port) {
        return new Endpoint(host, port, tls.map(ListenerTls::settings), webSocketPath, proxies);
    }

    /** As clients write it. */
    public String url(String host, int port) {
        var scheme = (webSocketPath.isPresent() ? "ws" : "mqtt") + (tls.isPresent() ? "s" : "");
        return scheme + "://" + host + ":" + port + webSocketPath.orElse("");
    }

    /**
     * What may not be wanted.
     *
     * @param path of the listener: {@code mqtt.listeners[0]}
     * @param isReachable whether other machines can connect
     */
    public List<Advice> advice(String path, boolean isReachable, Instant now) {
        var advice = new ArrayList<Advice>();
        tls.flatMap(written -> written.advice(path, now)).ifPresent(advice::add);
        if (isReachable && proxies.filter(TrustedProxies.ANYBODY::equals).isPresent()) {
            advice.add(new Advice(
                    Level.WARNING,
                    "PROXY-UNKNOWN",
                    "",
                    path + ".proxy-protocol",
                    "whoever reaches this listener can claim any address. Name the proxies:"
                            + " trusted-proxies: [10.0.0.0/8]."));
        }
        return advice;
    }
}
