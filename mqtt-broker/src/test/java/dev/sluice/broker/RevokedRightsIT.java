package dev.sluice.broker;

import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static dev.sluice.broker.fixture.Names.allow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.audit.Denial;
import dev.sluice.broker.fixture.Names;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RawDevice;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.rights.Action;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other rules come into force while devices are connected, away, or dead. */
class RevokedRightsIT {

    private static final int RETAIN = 1;

    @TempDir
    Path folder;

    private RunningBroker broker;

    @BeforeEach
    void start() {
        broker = RunningBroker.with(
                RecordingIngest.storingAtOnce(),
                BrokerSettings.onLoopback(0).withSessionsIn(folder),
                Names.unrestricted());
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void aConnectedDeviceLosesASubscriptionAndKeepsTheOthers() {
        try (var device = broker.device(mqtt5("device"));
                var publisher = broker.device(mqtt5("publisher"))) {
            device.subscribes("a/#", 1);
            device.subscribes("b", 1);
            device.subscribes("$share/group/a/x", 1);

            broker.broker().become(Names.with(allow(Action.SUBSCRIBE, "b"), allow(Action.PUBLISH, "#")));
            await().until(() -> broker.broker().local().subscriptions() == 1);

            publish(publisher, "a/x");
            publish(publisher, "b");
            assertThat(device.next(Packet.PUBLISH).topic()).isEqualTo("b");
            device.hearsNothing();
            assertThat(broker.broker().denied(Denial.SUBSCRIPTION)).isEqualTo(2);
        }
    }

    @Test
    void aConnectedDeviceMayPublishByTheNewRulesFromThenOn() {
        try (var device = broker.device(mqtt5("device"))) {
            publish(device, "a");
            broker.broker().become(Names.with());

            await().untilAsserted(() -> {
                device.says(device.publish("a", "no", 1, 2));
                assertThat(device.next(Packet.PUBACK).reason()).isEqualTo(0x87);
            });
            broker.broker().become(Names.unrestricted());
            await().untilAsserted(() -> {
                device.says(device.publish("a", "yes", 1, 3));
                assertThat(device.next(Packet.PUBACK).reason()).isZero();
            });
        }
    }

    @Test
    void aDeviceThatWasAwayGetsNeitherWhatWaitedForItNorWhatComes() {
        try (var device = broker.device(mqtt3("away").goingOn())) {
            device.subscribes("a/#", 1);
            device.subscribes("b/#", 1);
        }
        await().until(() -> broker.broker().connections().size() == 0);
        try (var publisher = broker.device(mqtt5("publisher"))) {
            publish(publisher, "a/1");
            publish(publisher, "b/1");
            broker.broker().become(Names.with(allow(Action.SUBSCRIBE, "b/#"), allow(Action.PUBLISH, "#")));
            publish(publisher, "a/2");
            try (var device = broker.device(mqtt3("away").goingOn())) {
                assertThat(device.next(Packet.PUBLISH).topic()).isEqualTo("b/1");
                publish(publisher, "a/3");
                device.hearsNothing();
            }
        }
    }

    @Test
    void aWillThatWaitsIsNotPublishedWithoutTheRightToIt() {
        broker.device(mqtt5("dead").sessionExpiry(60).will("a", "bye", 1).willDelay(30))
                .close();
        await().until(() -> broker.broker().connections().size() == 0);

        broker.broker().become(Names.with());
        broker.device(mqtt5("dead")).close(); // a new session: the will waits no longer

        await().until(() -> broker.broker().denied(Denial.WILL) == 1);
        assertThat(broker.ingest().from("dead")).isEmpty();
    }

    @Test
    void aRetainedMessageDoesNotGoOutWhenItsPublisherHasLostTheRightAlsoAfterARestart() {
        try (var publisher = broker.device(mqtt5("publisher").userName("anna"))) {
            publisher.says(publisher.publish(1 << 1 | RETAIN, "status/anna", "here", 1));
            publisher.next(Packet.PUBACK);
        }
        await().until(() -> broker.broker().connections().size() == 0);
        try (var publisher = broker.device(mqtt5("publisher").userName("bob"))) {
            publisher.says(publisher.publish(1 << 1 | RETAIN, "status/bob", "here", 1));
            publisher.next(Packet.PUBACK);
        }
        broker.close();
        broker = RunningBroker.with(
                RecordingIngest.storingAtOnce(),
                BrokerSettings.onLoopback(0).withSessionsIn(folder),
                Names.with(allow(Action.SUBSCRIBE, "#"), allow(Action.PUBLISH, "status/bob")));
        try (var device = broker.device(mqtt5("device"))) {
            device.subscribes("status/+", 1);
            assertThat(device.next(Packet.PUBLISH).topic()).isEqualTo("status/bob");
            device.hearsNothing();
        }
        broker.broker().become(Names.unrestricted());
        try (var device = broker.device(mqtt5("device"))) {
            device.subscribes("status/+", 1);
            assertThat(device.hears(2)).extracting(Packet::topic).contains("status/anna");
        }
    }

    private static void publish(RawDevice device, String topic) {
        device.says(device.publish(topic, "hello", 1, 1));
        assertThat(device.next(Packet.PUBACK).reason()).isZero();
    }
}
