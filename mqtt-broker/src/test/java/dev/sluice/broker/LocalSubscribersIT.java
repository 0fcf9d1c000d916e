package dev.sluice.broker;

import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Subscribers of the broker itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalSubscribersIT {

    private RunningBroker broker;

    @BeforeAll
    void start() {
        broker = RunningBroker.with(RecordingIngest.storingAtOnce());
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void anMqtt3SubscriberHearsEveryQos(MqttQos qos) throws Exception {
        var client = MqttClient.builder()
                .useMqttVersion3()
                .identifier("hears3-" + qos)
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildBlocking();
        client.connect();
        try (var heard = client.publishes(MqttGlobalPublishFilter.ALL)) {
            client.subscribeWith().topicFilter("hears3/" + qos).qos(qos).send();
            client.publishWith()
                    .topic("hears3/" + qos)
                    .qos(qos)
                    .payload("hello".getBytes(StandardCharsets.UTF_8))
                    .send();

            var message = heard.receive(30, TimeUnit.SECONDS).orElseThrow();
            assertThat(message.getPayloadAsBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("hello");
            assertThat(message.getQos()).isEqualTo(qos);
        } finally {
            client.disconnect();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anMqtt5SubscriberHearsEveryQosWithItsProperties(MqttQos qos) throws Exception {
        var client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("hears5-" + qos)
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildBlocking();
        client.connect();
        try (var heard = client.publishes(MqttGlobalPublishFilter.ALL)) {
            client.subscribeWith().topicFilter("hears5/" + qos).qos(qos).send();
            client.publishWith()
                    .topic("hears5/" + qos)
                    .qos(qos)
                    .contentType("text/plain")
                    .userProperties()
                    .add("k", "v")
                    .applyUserProperties()
                    .payload("hello".getBytes(StandardCharsets.UTF_8))
                    .send();

            var message = heard.receive(30, TimeUnit.SECONDS).orElseThrow();
            assertThat(message.getPayloadAsBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("hello");
            assertThat(message.getQos()).isEqualTo(qos);
            assertThat(message.getContentType()).hasToString("Optional[text/plain]");
            assertThat(message.getUserProperties().asList()).hasSize(1);
        } finally {
            client.disconnect();
        }
        var taken = broker.ingest().awaitFrom("hears5-" + qos, 1).publish();
        assertThat(taken.qos()).isEqualTo(qos.getCode());
        assertThat(taken.properties().listAll()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheBrokerItselfPublishesReachesSubscribersButNotTheIngest(MqttQos qos) throws Exception {
        var topic = "spBv1.0/" + qos + "/NCMD/edge";
        var payload = "reborn".getBytes(StandardCharsets.UTF_8);
        assertThat(broker.broker().publishLocally(topic, payload, qos.getCode()).toCompletableFuture())
                .isCompletedWithValue(false);
        try (var three = broker.device(mqtt3("edge3-" + qos));
                var five = broker.device(mqtt5("edge5-" + qos))) {
            three.subscribes("spBv1.0/" + qos + "/NCMD/+", qos.getCode());
            five.subscribes(topic, qos.getCode());
            assertThat(broker.broker()
                            .publishLocally(topic, payload, qos.getCode())
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS))
                    .isTrue();

            for (var subscriber : List.of(three, five)) {
                var heard = subscriber.next(Packet.PUBLISH);
                assertThat(heard.payload()).isEqualTo("reborn");
                assertThat(heard.qos()).isEqualTo(qos.getCode());
                assertThat(heard.retained()).isFalse();
            }
            assertThat(broker.ingest().taken())
                    .noneMatch(taken -> taken.publish().topic().equals(topic));
        }
    }

    @Test
    void mqtt5ClientsMayGiveUpSeveralSubscriptionsAtOnce() {
        var client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("gives-up")
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildBlocking();
        client.connect();
        client.subscribeWith().topicFilter("one").send();
        client.subscribeWith().topicFilter("two").send();

        client.unsubscribeWith().topicFilter("one").addTopicFilter("two").send();

        assertThat(broker.broker().local().wants("one")).isFalse();
        assertThat(broker.broker().local().wants("two")).isFalse();
        client.disconnect();
    }

    @Test
    void retainedMessagesWaitForLaterSubscribersUntilTheyAreCleared() {
        try (var publisher = broker.device(mqtt3("retains"));
                var later = broker.device(mqtt5("later"))) {
            publisher.says(publisher.publish(1, "kept/zero", "of QoS 0", 0));
            publisher.says(publisher.publish(3, "kept/one", "of QoS 1", 1));
            publisher.next(Packet.PUBACK);

            later.subscribes("kept/+", 1);
            var heard = List.of(later.next(Packet.PUBLISH), later.next(Packet.PUBLISH));
            assertThat(heard).extracting(Packet::payload).containsExactlyInAnyOrder("of QoS 0", "of QoS 1");
            assertThat(heard).allMatch(Packet::retained);

            publisher.says(publisher.publish(1, "kept/zero", "", 0));
            publisher.says(publisher.publish(3, "kept/one", "", 2));
            publisher.next(Packet.PUBACK);
            try (var last = broker.device(mqtt3("last"))) {
                last.subscribes("kept/+", 1);
                last.hearsNothing();
            }
        }
    }

    @Test
    void whatNobodyWantsNeverEntersMoquette() {
        try (var subscriber = broker.device(mqtt3("picky"));
                var publisher = broker.device(mqtt3("telemetry"))) {
            subscriber.subscribes("picky/only", 1);
            long before = broker.broker().local().delivered();

            for (int i = 1; i <= 50; i++) {
                publisher.says(publisher.publish("telemetry/" + i, "x", i % 3, i));
            }
            broker.ingest().awaitFrom("telemetry", 50);

            assertThat(broker.broker().local().wants("telemetry/1")).isFalse();
            assertThat(broker.broker().local().delivered()).isEqualTo(before);
            subscriber.hearsNothing();
        }
    }

    @Test
    void subscribersThatShareGetEachMessageOnce() {
        try (var one = broker.device(mqtt5("share-1"));
                var two = broker.device(mqtt5("share-2"));
                var publisher = broker.device(mqtt3("share-p"))) {
            one.subscribes("$share/group/shared/#", 0);
            two.subscribes("$share/group/shared/#", 0);

            for (int i = 1; i <= 40; i++) {
                publisher.says(publisher.publish("shared/" + i, "x", 1, i));
            }

            await().until(() -> one.waiting() + two.waiting() >= 40);
            one.hears(one.waiting());
            two.hears(two.waiting());
            one.hearsNothing();
            two.hearsNothing();
        }
    }

    @Test
    void aSubscriberThatAcknowledgesLateHearsTheRest() {
        try (var slow = broker.device(mqtt3("slow"));
                var publisher = broker.device(mqtt3("slow-p"))) {
            slow.subscribes("slow", 1);
            for (int i = 1; i <= 300; i++) {
                publisher.says(publisher.publish("slow", "n" + i, 1, i));
            }
            var first = slow.hears(100);
            // Moquette's own timer would by now have sent everything once more, and counted it twice
            await().during(Duration.ofMillis(5500)).until(() -> slow.waiting() == 0);
            first.forEach(heard -> slow.says(slow.puback(heard.packetId())));

            for (int i = 101; i <= 300; i++) {
                var heard = slow.next(Packet.PUBLISH);
                assertThat(heard.payload()).isEqualTo("n" + i);
                assertThat(heard.duplicate()).isFalse();
                slow.says(slow.puback(heard.packetId()));
            }
        }
    }

    @Test
    void whatASubscriberLeftUnacknowledgedComesAgainAfterAReconnect() {
        try (var publisher = broker.device(mqtt3("again-p"))) {
            try (var subscriber = broker.device(mqtt3("again").goingOn())) {
                subscriber.subscribes("again", 2);
                publisher.says(publisher.publish("again", "one", 1, 1));
                publisher.says(publisher.publish("again", "two", 1, 2));
                assertThat(subscriber.hears(2)).noneMatch(Packet::duplicate);
            }
            try (var subscriber = broker.device(mqtt3("again").goingOn())) {
                var heard = subscriber.hears(2);
                assertThat(heard).allMatch(Packet::duplicate);
                assertThat(heard).extracting(Packet::payload).containsExactly("one", "two");
                heard.forEach(packet -> subscriber.says(subscriber.puback(packet.packetId())));
                publisher.says(publisher.publish("again", "three", 1, 3));
                assertThat(subscriber.next(Packet.PUBLISH).payload()).isEqualTo("three");
            }
        }
    }
}
