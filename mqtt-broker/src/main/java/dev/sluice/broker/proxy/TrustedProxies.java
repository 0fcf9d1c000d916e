package dev.sluice.broker.proxy;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Whose word counts when they say from whom a connection is.
 *
 * @param networks {@code 10.0.0.0/8}, or a single address; none for anybody who connects
 */
public record TrustedProxies(List<String> networks) {

    /** Whoever connects. */
    public static final TrustedProxies ANYBODY = new TrustedProxies(List.of());

    public TrustedProxies {
        networks = List.copyOf(networks);
        networks.forEach(network -> rule(network).orElseThrow(() -> new IllegalArgumentException(network)));
    }

    /** Whether it is an address, or a network as {@code address/length}. Nobody asks a name service. */
    public static boolean isNetwork(String written) {
        return rule(written).isPresent();
    }

    boolean include(SocketAddress remote) {
        return networks.isEmpty()
                || remote instanceof InetSocketAddress internet
                        && networks.stream()
                                .map(network -> rule(network).orElseThrow())
                                .anyMatch(rule -> rule.matches(internet));
    }

    private static Optional<IpSubnetFilterRule> rule(String network) {
        int slash = network.indexOf('/');
        var address = slash < 0 ? network : network.substring(0, slash);
        boolean isFour = NetUtil.isValidIpV4Address(address);
        if (!isFour && !NetUtil.isValidIpV6Address(address) || address.indexOf('%') >= 0) {
            return Optional.empty();
        }
        try {
            int length = slash < 0 ? isFour ? 32 : 128 : Integer.parseInt(network.substring(slash + 1));
            return Optional.of(new IpSubnetFilterRule(address, length, IpFilterRuleType.ACCEPT));
        } catch (IllegalArgumentException outOfRange) {
            return Optional.empty();
        }
    }
}
