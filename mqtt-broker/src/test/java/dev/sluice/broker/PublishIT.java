package dev.sluice.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.fixture.Connect;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishIT {

    private final RunningBroker broker = RunningBroker.with(RecordingIngest.holdingEverything());

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void pubackLeavesOnlyOnceTheMessageIsStored() {
        try (var device = broker.device(Connect.mqtt3("device"))) {
            device.says(device.publish("a/b", "one", 1, 7));
            var message = broker.ingest().awaitTaken(1);
            device.hearsNothing();

            message.stored();

            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(7);
        }
    }

    @Test
    void localSubscriberHearsWhatIsPublished() {
        broker.ingest().storesAtOnce(true);
        try (var subscriber = broker.device(Connect.mqtt3("subscriber"));
                var device = broker.device(Connect.mqtt3("device"))) {
            subscriber.subscribes("a/#", 1);
            device.says(device.publish("a/b", "one", 1, 7));

            assertThat(subscriber.next(Packet.PUBLISH).payload()).isEqualTo("one");
            assertThat(device.next(Packet.PUBACK).packetId()).isEqualTo(7);
        }
    }
}
