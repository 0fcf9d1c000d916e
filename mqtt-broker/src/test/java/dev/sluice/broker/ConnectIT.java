package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.bytes;
import static dev.sluice.broker.fixture.Bytes.join;
import static dev.sluice.broker.fixture.Bytes.packet;
import static dev.sluice.broker.fixture.Bytes.property;
import static dev.sluice.broker.fixture.Bytes.text;
import static dev.sluice.broker.fixture.Bytes.two;
import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Connect;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What CONNECT asks for and CONNACK promises (MQTT 5.0 §3.1 and §3.2). What is refused: {@link MalformedPacketsIT}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectIT {

    private RunningBroker broker;

    @BeforeAll
    void start() {
        broker = RunningBroker.with(RecordingIngest.storingAtOnce());
    }

    @AfterEach
    void nobodyStays() {
        await().until(() -> broker.broker().connections().size() == 0);
        assertThat(broker.broker().local().failedCommands()).isZero();
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void connackSaysWhatWeKeepAndNothingElse() {
        try (var device = broker.device();
                var old = broker.device()) {
            var asks = mqtt5("asks")
                    .keepAlive(30)
                    .sessionExpiry(60)
                    .with(property(0x19, bytes(1)))
                    .with(property(0x22, two(5)));
            var welcome = device.connects(asks);

            assertThat(welcome.reason()).isZero();
            assertThat(welcome.numbers(0x21)).containsExactly(100);
            assertThat(welcome.numbers(0x27)).containsExactly(1024 * 1024);
            assertThat(welcome.numbers(0x22)).containsExactly(10);
            // session expiry, assigned client id, server keep alive, authentication, response information,
            // server reference, reason string, maximum QoS and user property: as asked for, or not at all
            for (int absent : new int[] {0x11, 0x12, 0x13, 0x15, 0x16, 0x1A, 0x1C, 0x1F, 0x24, 0x26}) {
                assertThat(welcome.values(absent)).isEmpty();
            }
            assertThat(old.connects(mqtt3("old")).body()).containsExactly(0, 0);
        }
    }

    @ParameterizedTest(name = "Request Problem Information {0}")
    @ValueSource(ints = {0, 1})
    void refusalsCarryNoTextWhetherItIsWantedOrNot(int wanted) {
        var connect = mqtt5("no-text").with(property(0x17, bytes(wanted)));
        try (var device = broker.device(connect)) {
            var odd = device.publish(2, "a", "?", 1, property(0x01, bytes(1)));
            odd[odd.length - 1] = (byte) 0xFF;
            device.says(odd);
            assertThat(device.next(Packet.PUBACK).body()).containsExactly(0, 1, 0x99);
            device.says(device.pubrel(9));
            assertThat(device.next(Packet.PUBCOMP).body()).containsExactly(0, 9, 0x92);

            device.says(packet(0xC0), connect.packetBytes());

            device.next(Packet.PINGRESP);
            assertThat(device.next(Packet.DISCONNECT).values(0x1F)).isEmpty();
            device.isShut();
            assertThat(device.waiting()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "abcdefghijklmnopqrstuvwxyz",
                "ABCDEFGHIJKLMNOPQRSTUVW",
                "0123456789",
                "with space",
                "+/#",
                "größe",
                "\uD83D\uDE00"
            })
    void clientIdsOfEveryUsualSpellingAreAllowed(String clientId) {
        try (var young = broker.device(mqtt5(clientId))) {
            young.says(young.publish("ids", "x", 1, 1));
            young.next(Packet.PUBACK);
        }
        try (var old = broker.device()) {
            assertThat(old.connects(mqtt3(clientId)).reason()).isZero();
        }
        assertThat(broker.ingest().from(clientId)).isNotEmpty();
    }

    @Test
    void anAssignedClientIdIsNewAndUsable() {
        String given;
        try (var first = broker.device();
                var second = broker.device()) {
            given = first.connects(mqtt5("").sessionExpiry(60).goingOn())
                    .texts(0x12)
                    .get(0);
            assertThat(second.connects(mqtt5("")).texts(0x12).get(0)).isNotEqualTo(given);
            first.subscribes("assigned", 1);
            second.hearsNothing();
        }
        try (var again = broker.device()) {
            var welcome = again.connects(mqtt5(given).goingOn());
            assertThat(welcome.sessionPresent()).isTrue();
            assertThat(welcome.texts(0x12)).isEmpty();
        }
    }

    @Test
    void aWillKeepsTheOrderOfItsUserProperties() {
        var connect = mqtt5("will-order").will("will/order", "bye", 0);
        for (var key : new String[] {"z", "a", "z"}) {
            connect.willWith(property(0x26, join(text(key), text("v"))));
        }
        broker.device(connect).close();

        var properties = broker.ingest().awaitFrom("will-order", 1).publish().properties();
        assertThat(((MqttProperties.UserProperties) properties.getProperty(MqttProperties.USER_PROPERTY)).value())
                .extracting(pair -> pair.key)
                .containsExactly("z", "a", "z");
    }

    @Test
    void aWillThatIsNotTheTextItClaimsToBeIsRefused() {
        try (var device = broker.device()) {
            var connect = mqtt5("will-text").will("will/text", "?", 0).willWith(property(0x01, bytes(1)));
            var odd = connect.packetBytes();
            odd[odd.length - 1] = (byte) 0xFF;
            device.speaks(connect);
            device.says(odd);

            assertThat(device.next(Packet.CONNACK).reason()).isEqualTo(0x99);
            device.isShut();
        }
    }

    @Test
    void sessionPresentIsOneOnlyForASessionThatGoesOn() {
        assertThat(flagsOf(mqtt3("present3"))).isZero();
        assertThat(flagsOf(mqtt3("present3").goingOn())).isZero();
        assertThat(flagsOf(mqtt3("present3").goingOn())).isEqualTo(1);
        assertThat(flagsOf(mqtt3("present3"))).isZero();

        assertThat(flagsOf(mqtt5("present5").sessionExpiry(60))).isZero();
        assertThat(flagsOf(mqtt5("present5").sessionExpiry(60).goingOn())).isEqualTo(1);
        assertThat(flagsOf(mqtt5("present5").sessionExpiry(60))).isZero();
    }

    private int flagsOf(Connect connect) {
        try (var device = RawDevice.open(broker.port())) {
            return device.connects(connect).body()[0];
        } finally {
            await().until(() -> broker.broker().connections().size() == 0);
        }
    }

    @Test
    void anAliasOfAnEarlierConnectionIsUnknown() {
        var alias = property(0x23, two(1));
        try (var device = broker.device(mqtt5("alias").sessionExpiry(60))) {
            device.says(device.publish(2, "alias", "x", 1, alias));
            device.next(Packet.PUBACK);
        }
        try (var device = broker.device(mqtt5("alias").goingOn())) {
            device.says(device.publish(2, "", "x", 2, alias));
            assertThat(device.next(Packet.DISCONNECT).reason()).isEqualTo(0x82);
        }
    }

    @Test
    void everyAliasUpToTheAnnouncedMaximumIsAccepted() {
        try (var device = broker.device()) {
            int most = device.connects(mqtt5("aliases")).numbers(0x22).get(0);
            for (int round = 0; round < 2; round++) {
                for (int i = 1; i <= most; i++) {
                    var topic = round == 0 ? "aliases/" + i : "";
                    device.says(device.publish(2, topic, "x", i, property(0x23, two(i))));
                    device.next(Packet.PUBACK);
                }
            }
            var topics = broker.ingest().from("aliases").stream()
                    .map(message -> message.publish().topic())
                    .toList();
            var expected =
                    IntStream.rangeClosed(1, most).mapToObj(i -> "aliases/" + i).toList();
            assertThat(topics.subList(0, most)).isEqualTo(expected);
            assertThat(topics.subList(most, 2 * most)).isEqualTo(expected);
        }
    }

    @Test
    void enhancedAuthenticationIsRefusedByName() {
        try (var device = broker.device()) {
            var answer = device.connects(mqtt5("enhanced").with(property(0x15, text("SOME-METHOD"))));

            assertThat(answer.reason()).isEqualTo(0x8C);
            device.isShut();
            assertThat(device.waiting()).isZero();
        }
    }
}
