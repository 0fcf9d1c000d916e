package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.bytes;
import static dev.sluice.broker.fixture.Bytes.packet;
import static dev.sluice.broker.fixture.Bytes.properties;
import static dev.sluice.broker.fixture.Bytes.property;
import static dev.sluice.broker.fixture.Bytes.sized;
import static dev.sluice.broker.fixture.Bytes.text;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import dev.sluice.broker.access.AccessControl;
import dev.sluice.broker.access.AccessPolicy;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.fixture.ScramMechanism;
import dev.sluice.broker.identity.ProofChain;
import dev.sluice.broker.identity.ProofFigures;
import dev.sluice.broker.identity.ProofKind;
import dev.sluice.broker.identity.scram.ScramFile;
import dev.sluice.broker.identity.scram.ScramMethod;
import dev.sluice.broker.publish.CloseReason;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Enhanced authentication (MQTT 5.0 §4.12) with the HiveMQ client, and with one that does not keep to the rules. */
class ScramIT {

    private static final String METHOD = "SCRAM-SHA-256";

    private final ProofFigures figures = new ProofFigures();
    private RunningBroker broker;

    @BeforeEach
    void start() throws Exception {
        var file = ScramFile.parse(ScramFile.line("plant", "pencil", 4_096).getBytes(UTF_8));
        var chain = new ProofChain(List.of(new ScramMethod(file)), false, figures);
        broker = RunningBroker.with(
                RecordingIngest.storingAtOnce(), new AccessControl(chain, AccessPolicy.UNRESTRICTED));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void deviceAndBrokerKnowEachOtherAndTheDevicePublishes() {
        var mechanism = new ScramMechanism(METHOD, "plant", "pencil");
        var device = connected(mechanism);

        device.publishWith()
                .topic("a")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(bytes(1))
                .send();

        assertThat(mechanism.proofsOfTheServer()).isEqualTo(1);
        assertThat(broker.ingest().awaitTaken(1).device().userName()).isEqualTo("plant");
        assertThat(figures.accepted(ProofKind.SCRAM)).isEqualTo(1);
        device.disconnect();
    }

    @Test
    void deviceProvesItselfAnewWhileItIsConnected() {
        var mechanism = new ScramMechanism(METHOD, "plant", "pencil");
        var device = connected(mechanism);

        device.reauth();
        device.reauth();

        assertThat(mechanism.proofsOfTheServer()).isEqualTo(3);
        device.publishWith()
                .topic("a")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(bytes(1))
                .send();
        device.disconnect();
    }

    @Test
    void connectionEndsWhenTheDeviceCannotProveItselfAnew() {
        var mechanism = new ScramMechanism(METHOD, "plant", "pencil");
        var device = connected(mechanism);
        mechanism.password("wrong");

        assertThatThrownBy(device::reauth).isInstanceOf(RuntimeException.class);

        await().until(() -> broker.broker().connections().size() == 0);
        assertThat(broker.broker().connections().closedFor(CloseReason.NOT_AUTHORIZED))
                .isEqualTo(1);
    }

    @Test
    void wrongPasswordUnknownUserAndUnknownMethodAreRefused() {
        assertThat(refusal(new ScramMechanism(METHOD, "plant", "wrong")))
                .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
        assertThat(refusal(new ScramMechanism(METHOD, "nobody", "pencil")))
                .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD);
        assertThat(refusal(new ScramMechanism("SCRAM-SHA-1", "plant", "pencil")))
                .isEqualTo(Mqtt5ConnAckReasonCode.BAD_AUTHENTICATION_METHOD);
        assertThat(figures.refused(ProofKind.SCRAM, Refusal.BAD_CREDENTIALS)).isEqualTo(2);
        assertThat(figures.refused(ProofKind.NONE, Refusal.BAD_AUTHENTICATION_METHOD))
                .isEqualTo(1);
    }

    @Test
    void onlyAuthMayComeBeforeTheEndOfTheTalk() {
        for (var packet : List.of(
                packet(0xC0),
                packet(0x30, text("a"), bytes(0)),
                auth(0x18, "SCRAM-SHA-1", "x"),
                auth(0x19, METHOD, "x"),
                auth(0x00, METHOD, "x"))) {
            try (var device = broker.device()) {
                device.says(mqtt5("d").authentication(METHOD, "n,,n=plant,r=fyko+d2lbbFgONRv9qkxdawL"));
                assertThat(device.next().type()).isEqualTo(15);
                device.says(packet);
                device.isShut();
                assertThat(device.waiting()).isZero();
            }
        }
        assertThat(broker.ingest().taken()).isEmpty();
    }

    @Test
    void farewellInTheMiddleOfTheTalkIsHeard() {
        try (var device = broker.device()) {
            device.says(mqtt5("d").authentication(METHOD, "n,,n=plant,r=fyko+d2lbbFgONRv9qkxdawL"));
            device.next();
            device.says(device.disconnect());
            device.isShut();
        }
    }

    @Test
    void authFromADeviceThatNamedNoMethodEndsItsConnection() {
        try (var open = RunningBroker.with(RecordingIngest.storingAtOnce());
                var device = open.device(mqtt5("d"))) {
            device.says(auth(0x19, METHOD, "x"));
            assertThat(device.next(Packet.DISCONNECT).reason()).isEqualTo(0x82);
            device.isShut();
        }
    }

    private static byte[] auth(int reason, String method, String data) {
        return packet(
                0xF0,
                bytes(reason),
                properties(property(0x15, text(method)), property(0x16, sized(data.getBytes(UTF_8)))));
    }

    private Mqtt5BlockingClient connected(ScramMechanism mechanism) {
        var device = client(mechanism);
        device.connect();
        return device;
    }

    private Mqtt5ConnAckReasonCode refusal(ScramMechanism mechanism) {
        try {
            client(mechanism).connect();
        } catch (Mqtt5ConnAckException refused) {
            return refused.getMqttMessage().getReasonCode();
        }
        throw new AssertionError("it was let in");
    }

    private Mqtt5BlockingClient client(ScramMechanism mechanism) {
        return MqttClient.builder()
                .useMqttVersion5()
                .identifier("d")
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .enhancedAuth(mechanism)
                .buildBlocking();
    }
}
