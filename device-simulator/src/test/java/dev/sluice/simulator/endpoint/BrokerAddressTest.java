package dev.sluice.simulator.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "tcp://host, tcp://host:1883",
        "MQTT://host:1884, tcp://host:1884",
        "ssl://host, ssl://host:8883",
        "tls://host:1, ssl://host:1",
        "mqtts://host/, ssl://host:8883",
        "ws://host, ws://host:80/mqtt",
        "wss://host, wss://host:443/mqtt",
        "ws://host:8083/a/b?c=d, ws://host:8083/a/b?c=d",
        "ws://host/, ws://host:80/",
        "tcp://[::1]:1883, tcp://[::1]:1883"
    })
    void whatIsNotSaidFollowsTheStandards(String text, String meaning) {
        assertThat(BrokerAddress.parse(text)).hasToString(meaning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"host", "http://host", "tcp://", "tcp://h:0", "tcp://h:65536", "tcp://h/mqtt", "tcp://u@h", "a b"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> BrokerAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
