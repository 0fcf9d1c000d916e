package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerSettingsTest {

    @Test
    void defaultsArePort1883OnLoopback() {
        assertThat(SettingsText.good("", ListenerSettings::read)).isEqualTo(new ListenerSettings("127.0.0.1", 1_883));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(SettingsText.good("{host: '::1', port: 0}", ListenerSettings::read))
                .isEqualTo(new ListenerSettings("::1", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "localhost", "LOCALHOST", "::1", "0:0:0:0:0:0:0:1"})
    void onlyThisMachineReachesLoopback(String host) {
        assertThat(new ListenerSettings(host, 1).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0", "::", "192.168.1.5", "fe80::1", "sluice.example.com", "127.0.0.1.example.com", "1"})
    void everythingElseMayBeReached(String host) {
        assertThat(new ListenerSettings(host, 1).isLoopback()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls: {certificate: a.crt, key: a.key}", "websocket: /mqtt"})
    void whatIsNotBuiltYetSaysSo(String key) {
        assertThat(SettingsText.problems("mqtt: {listeners: [{port: 1883, " + key + "}]}"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo("NOT-YET");
                    assertThat(problem.message()).startsWith("not built yet");
                });
    }
}
