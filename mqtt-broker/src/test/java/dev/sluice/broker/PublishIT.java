package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.join;
import static dev.sluice.broker.fixture.Bytes.property;
import static dev.sluice.broker.fixture.Bytes.two;
import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5MessageException;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.RefusalReason;
import dev.sluice.broker.publish.Settlement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device publishes: the answer waits for the ingest's word, whatever the QoS and the client library. */
class PublishIT {

    private final RunningBroker broker = RunningBroker.with(RecordingIngest.holdingEverything());

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void pubackLeavesOnlyOnceTheMessageIsStored() {
        try (var device = broker.device(mqtt3("device"))) {
            device.says(device.publish("a/b", "one", 1, 7));
            var message = broker.ingest().awaitTaken(1);
            device.hearsNothing();

            message.stored();

            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(7);
            assertThat(message.device().clientId()).isEqualTo("device");
            assertThat(message.device().protocolLevel()).isEqualTo(4);
            assertThat(message.device().remoteAddress()).contains("127.0.0.1");
            assertThat(message.publish().topic()).isEqualTo("a/b");
            assertThat(message.payload()).isEqualTo("one");
        }
    }

    @Test
    void pubrecLeavesOnlyOnceTheMessageIsStoredAndPubcompAtOnce() {
        try (var device = broker.device(mqtt5("device"))) {
            device.says(device.publish("a/b", "one", 2, 7));
            var message = broker.ingest().awaitTaken(1);
            device.hearsNothing();

            message.stored();
            assertThat(device.next(Packet.PUBREC).packetId()).isEqualTo(7);
            device.says(device.pubrel(7));

            assertThat(device.next(Packet.PUBCOMP).packetId()).isEqualTo(7);
        }
    }

    @Test
    void qosZeroIsTakenAndNeverAnswered() {
        try (var device = broker.device(mqtt3("device"))) {
            device.says(device.publish("a/b", "one", 0, 0));

            broker.ingest().awaitTaken(1).stored();

            device.hearsNothing();
        }
    }

    @Test
    void answersLeaveInTheOrderOfThePublishes() {
        try (var device = broker.device(mqtt3("device"))) {
            for (int i = 1; i <= 50; i++) {
                device.says(device.publish("a", "n" + i, 1, i));
            }
            broker.ingest().awaitTaken(50);

            for (int i = 50; i >= 1; i--) {
                broker.ingest().taken().get(i - 1).stored();
            }

            var answers = new ArrayList<Integer>();
            for (int i = 0; i < 50; i++) {
                answers.add(device.next(Packet.PUBACK).packetId());
            }
            assertThat(answers).isSorted().hasSize(50);
        }
    }

    @Test
    void messagesUnderReceivedDoNotWaitForThoseUnderStored() {
        try (var device = broker.device(mqtt3("device"))) {
            device.says(device.publish("a", "slow", 1, 1));
            broker.ingest().awaitTaken(1);
            broker.ingest().answersUnder(AckContract.RECEIVED);
            broker.ingest().storesAtOnce(true);

            device.says(device.publish("a", "fast", 1, 2));

            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(2);
        }
    }

    @Test
    void aTopicAliasStandsForItsTopicThreeTimes() {
        try (var device = broker.device(mqtt5("device"))) {
            var alias = property(0x23, two(1));
            device.says(device.publish(0, "a/b", "1", 0, alias));
            device.says(device.publish(0, "", "2", 0, alias));
            device.says(device.publish(0, "", "3", 0, alias));

            broker.ingest().awaitTaken(3);
            assertThat(broker.ingest().taken())
                    .extracting(taken -> taken.publish().topic())
                    .containsOnly("a/b");
            assertThat(broker.ingest().taken().get(2).publish().properties().listAll())
                    .isEmpty();
        }
    }

    @Test
    void everythingBehindConnectInTheSameSegmentIsHandled() {
        broker.ingest().storesAtOnce(true);
        for (var connect : List.of(mqtt3("pipelined"), mqtt5("pipelined"))) {
            try (var device = RawDevice.open(broker.port())) {
                device.speaks(connect);
                device.says(join(
                        connect.packetBytes(),
                        device.publish("a", "one", 1, 1),
                        device.subscribe(2, "mine", 1),
                        device.publish("a", "two", 2, 3),
                        device.ping()));

                assertThat(device.next().type()).isEqualTo(Packet.CONNACK);
                var types = new ArrayList<Integer>();
                for (int i = 0; i < 4; i++) {
                    types.add(device.next().type());
                }
                assertThat(types)
                        .containsExactlyInAnyOrder(Packet.PUBACK, Packet.PUBREC, Packet.SUBACK, Packet.PINGRESP);
            }
        }
    }

    @Test
    void packetsMayComeByteByByte() {
        try (var device = broker.device()) {
            device.speaks(mqtt5("slow"));
            for (byte one : join(mqtt5("slow").packetBytes(), device.publish("a", "payload", 1, 1))) {
                device.says(new byte[] {one});
            }

            device.next(Packet.CONNACK);
            assertThat(broker.ingest().awaitTaken(1).payload()).isEqualTo("payload");
        }
    }

    @Test
    void unknownFateClosesTheConnectionWithAReason() {
        try (var device = broker.device(mqtt5("device"))) {
            device.says(device.publish("a", "one", 1, 1));

            broker.ingest().awaitTaken(1).ack().settle(new Settlement.Unsettled(CloseReason.NOT_STORED));

            assertThat(device.next(Packet.DISCONNECT).reason()).isEqualTo(0x83);
            device.isShut();
            assertThat(broker.broker().connections().closedFor(CloseReason.NOT_STORED))
                    .isEqualTo(1);
        }
    }

    @Test
    void settlingAfterTheConnectionIsGoneDoesNothing() {
        try (var device = broker.device(mqtt3("device"))) {
            device.says(device.publish("a", "one", 1, 1));
            broker.ingest().awaitTaken(1);
        }
        await().until(() -> broker.broker().connections().size() == 0);

        broker.ingest().taken().get(0).stored();

        assertThat(broker.ingest().openLanes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void refusalsReachMqtt5Clients(int qos) {
        var client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("hive5")
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildAsync();
        client.connect().join();
        var publishing = client.publishWith()
                .topic("a")
                .qos(MqttQos.fromCode(qos))
                .payload("x".getBytes(StandardCharsets.UTF_8))
                .send();

        broker.ingest().awaitTaken(1).ack().settle(new Settlement.Refused(RefusalReason.PAYLOAD_FORMAT_INVALID));

        assertThat(catchThrowable(publishing::join).getCause())
                .isInstanceOfSatisfying(
                        Mqtt5MessageException.class,
                        refusal ->
                                assertThat(refusal.getMqttMessage()).asString().contains("PAYLOAD_FORMAT_INVALID"));
        client.disconnect().join();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void realMqtt3ClientsAreAnswered(int qos) {
        broker.ingest().storesAtOnce(true);
        var client = MqttClient.builder()
                .useMqttVersion3()
                .identifier("hive3")
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildBlocking();
        client.connect();

        for (int i = 0; i < 20; i++) {
            client.publishWith()
                    .topic("a/" + i)
                    .qos(MqttQos.fromCode(qos))
                    .payload(("n" + i).getBytes(StandardCharsets.UTF_8))
                    .send();
        }
        client.disconnect();

        assertThat(broker.ingest().awaitTaken(20).payload()).isEqualTo("n19");
        assertThat(broker.ingest().taken()).allMatch(taken -> taken.publish().qos() == qos);
    }
}
