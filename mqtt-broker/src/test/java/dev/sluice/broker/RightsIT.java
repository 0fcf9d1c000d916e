package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.bytes;
import static dev.sluice.broker.fixture.Bytes.join;
import static dev.sluice.broker.fixture.Bytes.packet;
import static dev.sluice.broker.fixture.Bytes.properties;
import static dev.sluice.broker.fixture.Bytes.text;
import static dev.sluice.broker.fixture.Bytes.two;
import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static dev.sluice.broker.fixture.Names.allow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.broker.audit.Denial;
import dev.sluice.broker.fixture.Connect;
import dev.sluice.broker.fixture.Names;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.rights.Action;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What devices may and may not do by rules. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsIT {

    private static final int NOT_AUTHORIZED = 0x87;

    private RunningBroker broker;

    @BeforeAll
    void start() {
        broker = RunningBroker.with(
                RecordingIngest.storingAtOnce(),
                Names.with(
                        allow("devices/{client}/#"),
                        allow(Action.PUBLISH, "to/everybody"),
                        allow(Action.SUBSCRIBE, "inbox/{user}/+")));
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void anMqtt5DeviceIsRefusedAMessageAndGoesOn() {
        try (var device = broker.device(mqtt5("p5"))) {
            device.says(
                    device.publish("devices/p5/a", "mine", 1, 1),
                    device.publish("devices/other/a", "theirs", 1, 2),
                    device.publish("devices/other/a", "theirs", 2, 3),
                    device.publish("devices/other/a", "theirs", 0, 0),
                    device.publish("devices/p5/a", "mine", 1, 4));

            assertThat(device.next(Packet.PUBACK).reason()).isZero();
            var refused = device.next(Packet.PUBACK);
            assertThat(refused.packetId()).isEqualTo(2);
            assertThat(refused.reason()).isEqualTo(NOT_AUTHORIZED);
            assertThat(new Packet[] {device.next(), device.next()})
                    .extracting(Packet::packetId, Packet::reason)
                    .containsExactlyInAnyOrder(tuple(3, NOT_AUTHORIZED), tuple(4, 0));
            assertThat(broker.ingest().from("p5"))
                    .extracting(RecordingIngest.Taken::payload)
                    .containsOnly("mine");
        }
    }

    @Test
    void theConnectionOfAnMqtt3DeviceEnds() {
        try (var device = broker.device(mqtt3("p3"))) {
            device.says(device.publish("devices/p3/a", "mine", 1, 1), device.publish("devices/other/a", "x", 1, 2));

            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(1);
            device.isShut();
        }
    }

    @Test
    void eachFilterIsAnsweredAtItsPlaceAndADeniedOneReceivesNothing() {
        try (var young = broker.device(mqtt5("s5"));
                var old = broker.device(mqtt3("s3"));
                var publisher = broker.device(mqtt5("other"))) {
            young.says(packet(
                    0x82,
                    two(7),
                    properties(),
                    filter("devices/+/a"),
                    filter("devices/s5/#"),
                    filter("$share/g/devices/other/a"),
                    filter("#")));
            assertThat(young.next(Packet.SUBACK).body())
                    .endsWith(bytes(NOT_AUTHORIZED, 1, NOT_AUTHORIZED, NOT_AUTHORIZED));
            old.says(packet(0x82, two(7), filter("devices/s3/a"), filter("#")));
            assertThat(old.next(Packet.SUBACK).body()).isEqualTo(bytes(0, 7, 1, 0x80));

            publisher.says(publisher.publish("devices/other/a", "secret", 1, 1));
            publisher.next(Packet.PUBACK);

            young.hearsNothing();
            old.hearsNothing();
        }
    }

    @Test
    void aSubscribeOfWhichNothingIsAllowedIsAnsweredAndHarmsNobody() {
        try (var device = broker.device(mqtt5("none"))) {
            device.says(device.subscribe(9, "#", 1));
            var answer = device.next(Packet.SUBACK);
            assertThat(answer.packetId()).isEqualTo(9);
            assertThat(answer.body()).endsWith(bytes(NOT_AUTHORIZED));

            assertThat(device.subscribes("devices/none/+", 1).body()).endsWith(bytes(1));
            device.says(device.publish("devices/none/x", "hello", 0, 0), device.unsubscribe(3, "#"));
            assertThat(device.next(Packet.PUBLISH).payload()).isEqualTo("hello");
            device.next(Packet.UNSUBACK);
        }
    }

    @Test
    void aUserIsWhoeverHasProvenToBeAndNobodyElse() {
        try (var anna = broker.device(mqtt5("u1").userName("anna"));
                var tricky = broker.device(mqtt5("u2").userName("+"));
                var nobody = broker.device(mqtt5("u3"))) {
            assertThat(anna.subscribes("inbox/anna/+", 1).body()).endsWith(bytes(1));
            assertThat(anna.subscribes("inbox/bob/+", 1).body()).endsWith(bytes(NOT_AUTHORIZED));
            assertThat(tricky.subscribes("inbox/+/+", 1).body()).endsWith(bytes(NOT_AUTHORIZED));
            assertThat(tricky.subscribes("inbox/anna/+", 1).body()).endsWith(bytes(NOT_AUTHORIZED));
            assertThat(nobody.subscribes("inbox//+", 1).body()).endsWith(bytes(NOT_AUTHORIZED));
        }
    }

    @Test
    void aClientIdWithWildcardsGetsNothing() {
        for (var clientId : new String[] {"+", "#", "a/b", "other/#"}) {
            try (var device = broker.device(mqtt5(clientId))) {
                assertThat(device.subscribes("devices/" + clientId, 1).body()).endsWith(bytes(NOT_AUTHORIZED));
                device.says(device.publish("devices/x", "no", 1, 1));
                assertThat(device.next(Packet.PUBACK).reason()).isEqualTo(NOT_AUTHORIZED);
            }
        }
    }

    @Test
    void aDeviceWithAWillThatItMayNotPublishIsNotLetIn() {
        long before = broker.broker().denied(Denial.WILL);

        assertThat(refusal(mqtt5("w5").will("devices/other/x", "bye", 1))).isEqualTo(NOT_AUTHORIZED);
        assertThat(refusal(mqtt3("w3").will("devices/other/x", "bye", 1))).isEqualTo(5);
        assertThat(broker.broker().denied(Denial.WILL)).isEqualTo(before + 2);
        broker.device(mqtt5("w").will("devices/w/x", "bye", 1)).close();
        assertThat(broker.ingest().awaitFrom("w", 1).payload()).isEqualTo("bye");
    }

    private int refusal(Connect connect) {
        try (var device = RawDevice.open(broker.port())) {
            int reason = device.connects(connect).reason();
            device.isShut();
            return reason;
        }
    }

    private static byte[] filter(String filter) {
        return join(text(filter), bytes(1));
    }
}
