package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sluice.mapping.settings.DataSize;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problem;
import dev.sluice.mapping.settings.Problems;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MqttSettingsTest {

    @Test
    void defaultsAreOneLoopbackListenerAndAWindowOfAHundred() {
        assertThat(SettingsText.good("", MqttSettingsTest::read))
                .isEqualTo(new MqttSettings(
                        List.of(ListenerSettings.plain("127.0.0.1", 1_883)),
                        100,
                        Qos0WhenFull.PAUSE,
                        OnDeadline.DISCONNECT,
                        ConnectWhenFull.REFUSE,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        DataSize.ofKilobytes(960),
                        10,
                        1_000,
                        new LimitSettings(
                                LimitSettings.filesForDevices(),
                                LimitSettings.filesForDevices() / 2,
                                LimitSettings.filesForDevices() / 2,
                                2_000,
                                50_000,
                                DataSize.ofMegabytes(64),
                                64,
                                1_000,
                                100,
                                Duration.ofHours(1),
                                256,
                                100_000,
                                DataSize.ofMegabytes(64),
                                Duration.ZERO)));
    }

    @Test
    void everyKeyIsRead() {
        var yaml = """
                listeners:
                  - port: 1884
                  - { host: 0.0.0.0, port: 1885 }
                in-flight-per-client: 20
                qos0-when-full: drop
                on-deadline: refuse
                connect-when-full: accept
                busy-after: 7s
                connect-timeout: 3s
                max-packet: 64KB
                topic-alias-maximum: 0
                offline-queue: 5
                limits:
                  connections: 10
                  connections-per-address: 9
                  connections-per-user: 8
                  connect-rate: 7
                  messages-per-second: 6
                  bytes-per-second: 5B
                  topic-levels: 4
                  subscriptions: 3
                  user-properties: 2
                  keep-alive: 20m
                  client-id-bytes: 65535
                  retained-messages: 1
                  retained-bytes: 2KB
                  connection-age: 12h
                """;

        assertThat(SettingsText.good(yaml, MqttSettingsTest::read))
                .isEqualTo(new MqttSettings(
                        List.of(ListenerSettings.plain("127.0.0.1", 1_884), ListenerSettings.plain("0.0.0.0", 1_885)),
                        20,
                        Qos0WhenFull.DROP,
                        OnDeadline.REFUSE,
                        ConnectWhenFull.ACCEPT,
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(3),
                        DataSize.ofKilobytes(64),
                        0,
                        5,
                        new LimitSettings(
                                10,
                                9,
                                8,
                                7,
                                6,
                                DataSize.ofBytes(5),
                                4,
                                3,
                                2,
                                Duration.ofMinutes(20),
                                65_535,
                                1,
                                DataSize.ofKilobytes(2),
                                Duration.ofHours(12))));
    }

    @Test
    void addressThatOthersReachNeedsToBeToldWhoMayComeIn() {
        assertThat(SettingsText.problems("mqtt: {listeners: [{host: 0.0.0.0, port: 1883}]}"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("mqtt.listeners[0].host");
                    assertThat(problem.code()).isEqualTo("ANONYMOUS");
                    assertThat(problem.message()).contains("authentication.anonymous: true");
                });
    }

    @Test
    void everybodyCanBeLetInByWritingItOut() {
        assertThat(SettingsText.problems(
                        "mqtt: {listeners: [{host: 0.0.0.0, port: 1883}]}\nauthentication: {anonymous: true}"))
                .isEmpty();
    }

    @Test
    void anonymousFalseWouldAdmitNobodyAndSaysSo() {
        assertThat(SettingsText.problems("authentication: {anonymous: false}"))
                .extracting(Problem::path, Problem::code)
                .containsExactly(tuple("authentication.anonymous", "ANONYMOUS"));
    }

    @Test
    void twoListenersCannotShareAPort() {
        assertThat(SettingsText.problems("mqtt: {listeners: [{port: 1883}, {port: 1883}, {port: 0}, {port: 0}]}"))
                .extracting(Problem::path, Problem::code)
                .containsExactly(tuple("mqtt.listeners[1].port", "DUPLICATE-LISTENER"));
    }

    @Test
    void noListenerAtAllIsNotAChoice() {
        assertThat(SettingsText.problems("mqtt: {listeners: []}"))
                .extracting(Problem::path, Problem::code)
                .containsExactly(tuple("mqtt.listeners", "MISSING-KEY"));
    }

    private static MqttSettings read(Node node, Problems problems) {
        return MqttSettings.read(node, SettingsText.FOLDER, DataSize.ofKilobytes(960), true, problems);
    }
}
