package dev.sluice.bridge.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sluice.broker.proxy.TrustedProxies;
import dev.sluice.mapping.lint.Advice;
import dev.sluice.mapping.settings.Problem;
import dev.sluice.mapping.settings.SettingsFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerEntranceTest {

    private static final Path FOLDER = Path.of("/etc/sluice");

    @Test
    void defaultsArePlainTcp() {
        assertThat(good("{}")).isEqualTo(ListenerEntrance.PLAIN);
        assertThat(good("{proxy-protocol: false}")).isEqualTo(ListenerEntrance.PLAIN);
    }

    @Test
    void everyKeyIsRead() {
        var entrance = good("{websocket: /mqtt, proxy-protocol: true, trusted-proxies: [10.0.0.0/8, '::1']}");

        assertThat(entrance.webSocketPath()).contains("/mqtt");
        assertThat(entrance.proxies()).contains(new TrustedProxies(List.of("10.0.0.0/8", "::1")));
    }

    @Test
    void urlsAreAsClientsWriteThem() {
        assertThat(good("{}").url("127.0.0.1", 1883)).isEqualTo("mqtt://127.0.0.1:1883");
        assertThat(good("{websocket: /mqtt}").url("127.0.0.1", 8083)).isEqualTo("ws://127.0.0.1:8083/mqtt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqtt", "''", "/a b", "/mqtt?a=b", "/mqtt#a", "ws://here/mqtt"})
    void aPathBeginsWithASlashAndIsNoMore(String path) {
        assertProblem("{websocket: '" + path.replace("'", "''") + "'}", "listener.websocket", "BAD-VALUE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {proxy-protocol: true, trusted-proxies: [proxy.example.com]} | listener.trusted-proxies | BAD-VALUE
            {proxy-protocol: true, trusted-proxies: [10.0.0.0/99]}       | listener.trusted-proxies | BAD-VALUE
            {trusted-proxies: [10.0.0.0/8]}                              | listener.trusted-proxies | OUT-OF-RANGE
            {proxy-protocol: 10.0.0.0/8}                                 | listener.proxy-protocol  | WRONG-TYPE
            """)
    void proxiesAreNetworks(String yaml, String path, String code) {
        assertProblem(yaml, path, code);
    }

    @Test
    void believingAnybodyIsWorthAWordWhereOthersReachIt() {
        var anybody = good("{proxy-protocol: true}");

        assertThat(anybody.advice("mqtt.listeners[0]", true, Instant.now()))
                .extracting(Advice::code, Advice::place)
                .containsExactly(tuple("PROXY-UNKNOWN", "mqtt.listeners[0].proxy-protocol"));
        assertThat(anybody.advice("mqtt.listeners[0]", false, Instant.now())).isEmpty();
        assertThat(good("{proxy-protocol: true, trusted-proxies: 10.0.0.0/8}")
                        .advice("mqtt.listeners[0]", true, Instant.now()))
                .isEmpty();
    }

    private static ListenerEntrance good(String yaml) {
        var file = file(yaml);
        var read =
                file.read((root, problems) -> ListenerEntrance.read(root.map("listener", problems), FOLDER, problems));
        assertThat(file.problems().all()).isEmpty();
        return read.orElseThrow();
    }

    private static void assertProblem(String yaml, String path, String code) {
        var file = file(yaml);
        file.read((root, problems) -> ListenerEntrance.read(root.map("listener", problems), FOLDER, problems));
        assertThat(file.problems().all())
                .extracting(Problem::path, Problem::code)
                .containsExactly(tuple(path, code));
    }

    private static SettingsFile file(String yaml) {
        return SettingsFile.ofText(
                "sluice.yaml", "listener: " + yaml, FOLDER, List.of(), Map.<String, String>of()::get);
    }
}
