package dev.sluice.broker.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.local.LocalAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

    @Test
    void networksAndAddressesAreTold() {
        var trusted = new TrustedProxies(List.of("10.0.0.0/8", "192.0.2.7", "2001:db8::/32"));

        assertThat(trusted.include(from("10.200.3.4"))).isTrue();
        assertThat(trusted.include(from("192.0.2.7"))).isTrue();
        assertThat(trusted.include(from("2001:db8::5"))).isTrue();
        assertThat(trusted.include(from("11.0.0.1"))).isFalse();
        assertThat(trusted.include(from("192.0.2.8"))).isFalse();
        assertThat(trusted.include(from("2001:db9::5"))).isFalse();
        assertThat(trusted.include(new LocalAddress("a"))).isFalse();
    }

    @Test
    void withoutNetworksWhoeverConnectsIsBelieved() {
        assertThat(TrustedProxies.ANYBODY.include(from("198.51.100.1"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "proxy.example.com",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0/8",
                "::/129",
                "fe80::1%eth0"
            })
    void whatIsNoNetworkIsSaidSo(String written) {
        assertThat(TrustedProxies.isNetwork(written)).isFalse();
        assertThatThrownBy(() -> new TrustedProxies(List.of(written))).isInstanceOf(IllegalArgumentException.class);
    }

    private static InetSocketAddress from(String address) {
        return new InetSocketAddress(address, 4711);
    }
}
