package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.bytes;
import static dev.sluice.broker.fixture.Bytes.packet;
import static dev.sluice.broker.fixture.Bytes.properties;
import static dev.sluice.broker.fixture.Bytes.text;
import static dev.sluice.broker.fixture.Bytes.two;
import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whatever is done to Moquette, each of its session loops still serves: stock loops die with the first exception, and
 * take along every device that hashes to them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionLoopsIT {

    private static final int LOOPS = Runtime.getRuntime().availableProcessors();

    private RunningBroker broker;
    private int probes;

    @BeforeAll
    void start() {
        broker = RunningBroker.with(RecordingIngest.storingAtOnce());
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    /** Connects to each loop by a client id that hashes to it, subscribes, and hears a message. */
    @AfterEach
    void everySessionLoopStillServes() {
        for (int loop = 0; loop < LOOPS; loop++) {
            try (var probe = broker.device(mqtt3(clientIdOn(loop)))) {
                probe.subscribes("probe/" + loop, 1);
                probe.says(probe.publish("probe/" + loop, "alive", 1, 1));
                var first = probe.next();
                var second = probe.next();
                assertThat(List.of(first.type(), second.type()))
                        .containsExactlyInAnyOrder(Packet.PUBACK, Packet.PUBLISH);
            }
        }
    }

    private String clientIdOn(int loop) {
        while (true) {
            var clientId = "probe-" + probes++;
            if (Math.floorMod(clientId.hashCode(), LOOPS) == loop) {
                return clientId;
            }
        }
    }

    @Test
    void malformedSharedSubscriptions() {
        for (var filter :
                List.of("$share/x", "$share//f", "$share/+/f", "$share", "$share/g/$share/x/f", "$share/g/")) {
            try (var young = broker.device(mqtt5("shares5"))) {
                young.says(packet(0x82, two(1), properties(), text(filter), bytes(1)));
                young.isShut();
            }
            try (var old = broker.device(mqtt3("shares3"))) {
                old.says(packet(0x82, two(1), text(filter), bytes(1)));
                old.isShut();
            }
        }
    }

    @Test
    void givingUpASharedSubscriptionThatNeverWas() {
        try (var device = broker.device(mqtt5("gives-up"))) {
            device.subscribes("given", 1);
            device.says(device.unsubscribe(2, "$share/never/given"));
            device.says(device.unsubscribe(3, "never"));
            device.says(device.ping());
            await().until(() -> device.waiting() > 0 || device.isClosed());
        }
    }

    @Test
    void aWillOfQosThree() {
        try (var device = broker.device()) {
            device.says(mqtt5("will3").will("a", "bye", 3));
            device.isShut();
        }
    }

    @Test
    void aDeviceWithoutUserName() {
        try (var device = broker.device(mqtt3("nameless"))) {
            device.subscribes("nameless", 2);
        }
    }

    @Test
    void aClientIdWhoseHashIsTheSmallestNumber() {
        assertThat("polygenelubricants".hashCode()).isEqualTo(Integer.MIN_VALUE);

        try (var device = broker.device(mqtt3("polygenelubricants"))) {
            device.subscribes("smallest", 1);
            device.says(device.publish("smallest", "here", 0, 0));
            assertThat(device.next(Packet.PUBLISH).payload()).isEqualTo("here");
        }
    }

    @Test
    void acknowledgementsOfWhatWasNeverSent() {
        try (var device = broker.device(mqtt3("invents"))) {
            device.says(device.puback(9));
            device.says(packet(0x50, two(9)));
            assertThat(device.next(Packet.PUBREL).packetId())
                    .as("a handshake that the device began to end comes to its end")
                    .isEqualTo(9);
            device.says(packet(0x70, two(9)));
            device.hearsNothing();
        }
    }

    @Test
    void aReconnectStormOf500SubscribersInFullFlow() {
        var publisher = broker.device(mqtt3("publisher"));
        for (int round = 0; round < 3; round++) {
            var storm = new ArrayList<RawDevice>();
            for (int i = 0; i < 500; i++) {
                var device = broker.device();
                var connect =
                        i % 2 == 0 ? mqtt3("storm-" + i) : mqtt5("storm-" + i).sessionExpiry(30);
                device.says(i % 4 < 2 ? connect : connect.goingOn());
                device.says(device.subscribe(1, "storm/#", 1));
                device.says(device.puback(1));
                storm.add(device);
            }
            for (int i = 0; i < 20; i++) {
                publisher.says(publisher.publish("storm/" + i, "x", 1, i + 1));
            }
            // half of them go amid everything; the rest are taken over by the next round
            for (int i = 0; i < 500; i += 2) {
                storm.get(i).close();
            }
            if (round == 2) {
                storm.forEach(RawDevice::close);
            }
        }
        publisher.close();
        await().until(() -> broker.broker().connections().size() == 0);
    }
}
