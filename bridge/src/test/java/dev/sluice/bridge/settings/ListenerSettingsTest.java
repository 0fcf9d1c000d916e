package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.listener.ListenerEntrance;
import dev.sluice.bridge.registry.Certificates;
import dev.sluice.broker.proxy.TrustedProxies;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problem;
import dev.sluice.mapping.settings.Problems;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerSettingsTest {

    @TempDir
    private Path folder;

    @Test
    void defaultsArePort1883OnLoopback() {
        assertThat(SettingsText.good("", ListenerSettingsTest::read))
                .isEqualTo(ListenerSettings.plain("127.0.0.1", 1_883));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(SettingsText.good(
                        "{host: '::1', port: 0, websocket: /mqtt, proxy-protocol: true}", ListenerSettingsTest::read))
                .isEqualTo(new ListenerSettings(
                        "::1",
                        0,
                        new ListenerEntrance(
                                Optional.empty(), Optional.of("/mqtt"), Optional.of(TrustedProxies.ANYBODY))));
    }

    @Test
    void tlsMakesItSecure() throws Exception {
        var server = Certificates.of(folder, "server");
        var yaml = "{port: 8883, tls: {certificate: %s, key: %s}}".formatted(server.certificate(), server.key());

        var listener = SettingsText.good(yaml, ListenerSettingsTest::read);

        assertThat(listener.entrance().at("127.0.0.1", 8883).tls().orElseThrow().key())
                .isEqualTo(server.key());
    }

    @Test
    void oneAddressIsOneListenersWhateverItSpeaks() throws Exception {
        var server = Certificates.of(folder, "server");

        assertThat(SettingsText.problems(
                        "mqtt: {listeners: [{port: 1883}, {port: 1883, tls: {certificate: %s, key: %s}}]}"
                                .formatted(server.certificate(), server.key())))
                .extracting(Problem::code)
                .containsExactly("DUPLICATE-LISTENER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "localhost", "LOCALHOST", "::1", "0:0:0:0:0:0:0:1"})
    void onlyThisMachineReachesLoopback(String host) {
        assertThat(ListenerSettings.plain(host, 1).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0", "::", "192.168.1.5", "fe80::1", "sluice.example.com", "127.0.0.1.example.com", "1"})
    void everythingElseMayBeReached(String host) {
        assertThat(ListenerSettings.plain(host, 1).isLoopback()).isFalse();
    }

    private static ListenerSettings read(Node node, Problems problems) {
        return ListenerSettings.read(node, SettingsText.FOLDER, problems);
    }
}
