package dev.sluice.broker;

import static dev.sluice.broker.fixture.Bytes.bytes;
import static dev.sluice.broker.fixture.Bytes.join;
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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a subscription asks for, and what its owner hears (MQTT 5.0 §3.8 to §3.11 and §4.7, §4.8). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriptionsIT {

    private static final int NO_LOCAL = 0x04;
    private static final int AS_PUBLISHED = 0x08;
    private static final int RETAINED_IF_NEW = 0x10;
    private static final int RETAINED_NEVER = 0x20;
    private static final int RETAIN = 1;

    private RunningBroker broker;
    private RawDevice publisher;
    private RawDevice one;
    private RawDevice two;

    @BeforeAll
    void start() {
        broker = RunningBroker.with(RecordingIngest.storingAtOnce());
    }

    @BeforeEach
    void connect() {
        publisher = broker.device(mqtt5("publisher"));
        one = broker.device(mqtt5("one"));
        two = broker.device(mqtt5("two"));
    }

    @AfterEach
    void nothingWentWrong() {
        List.of(publisher, one, two).forEach(RawDevice::close);
        await().until(() -> broker.broker().connections().size() == 0);
        assertThat(broker.broker().local().failedCommands()).isZero();
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    /** Publishes with QoS 1 and waits for the PUBACK: then every subscriber's session has it. */
    private void published(int flags, String topic, String payload) {
        publisher.says(publisher.publish(2 | flags, topic, payload, 1));
        publisher.next(Packet.PUBACK);
    }

    private void answers(RawDevice device, Packet heard) {
        device.says(device.puback(heard.packetId()));
    }

    // retained messages

    @ParameterizedTest(name = "Retain Handling {0}")
    @CsvSource({"0, true, true", "16, true, false", "32, false, false"})
    void retainHandlingDecidesWhatASubscriptionBringsAtOnce(int handling, boolean atFirst, boolean again) {
        published(RETAIN, "handling/" + handling, "kept");
        two.subscribes("handling/" + handling, 0); // that somebody else has the same filter makes no difference
        assertThat(two.next(Packet.PUBLISH).payload()).isEqualTo("kept");

        for (boolean expected : new boolean[] {atFirst, again}) {
            one.subscribes("handling/" + handling, handling | 1);
            if (expected) {
                var heard = one.next(Packet.PUBLISH);
                assertThat(heard.payload()).isEqualTo("kept");
                assertThat(heard.retained()).isTrue();
                answers(one, heard);
            }
            one.hearsNothing();
        }
    }

    @ParameterizedTest(name = "options {0}")
    @CsvSource({"1, false", "9, true"})
    void retainAsPublishedDecidesAboutTheFlag(int options, boolean flagged) {
        one.subscribes("flag/" + options, options);

        published(RETAIN, "flag/" + options, "kept");
        published(0, "flag/" + options, "plain");

        assertThat(one.next(Packet.PUBLISH).retained()).isEqualTo(flagged);
        assertThat(one.next(Packet.PUBLISH).retained()).isFalse();
    }

    @Test
    void anMqtt3SubscriberSeesTheFlagOnlyOnWhatWasRetainedBefore() {
        try (var old = broker.device(mqtt3("old"))) {
            published(RETAIN, "old/flag", "before");
            old.subscribes("old/flag", 1);
            assertThat(old.next(Packet.PUBLISH).retained()).isTrue();

            published(RETAIN, "old/flag", "later");
            assertThat(old.next(Packet.PUBLISH).retained()).isFalse();
        }
    }

    @Test
    void theLastRetainedMessageCountsAndAnUnretainedOneChangesNothing() {
        published(RETAIN, "last/one", "first");
        published(RETAIN, "last/one", "second");
        published(0, "last/one", "not retained");

        one.subscribes("last/#", 1);
        assertThat(one.next(Packet.PUBLISH).payload()).isEqualTo("second");
        one.hearsNothing();
    }

    @Test
    void anEmptyRetainedMessageIsSentAndNotKept() {
        published(RETAIN, "empty", "full");
        one.subscribes("empty", RETAINED_NEVER);

        published(RETAIN, "empty", "");

        assertThat(one.next(Packet.PUBLISH).payload()).isEmpty();
        two.subscribes("empty", 0);
        two.hearsNothing();
    }

    @Test
    void retainedMessagesComeWithTheLowerQosOfBoth() {
        published(RETAIN, "lower", "of QoS 1");

        one.subscribes("lower", 0);
        two.subscribes("lower", 2);

        assertThat(one.next(Packet.PUBLISH).qos()).isZero();
        assertThat(two.next(Packet.PUBLISH).qos()).isEqualTo(1);
    }

    @Test
    void aSharedSubscriptionBringsNothingRetained() {
        published(RETAIN, "shared/kept", "kept");

        one.subscribes("$share/group/shared/kept", 1);

        one.hearsNothing();
    }

    // filters

    static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of("a//b", "a//b", true),
                Arguments.of("a//", "a/", false),
                Arguments.of("root/#", "root/x", true),
                Arguments.of("level/root/+", "level/root/x", true),
                Arguments.of("/+", "/x", true),
                Arguments.of("+", "/x", false),
                Arguments.of("deep/#", "deep", true),
                Arguments.of("caf\u00E9", "cafe\u0301", false),
                Arguments.of("\uFEFFbom", "\uFEFFbom", true),
                Arguments.of("\uFEFFbom", "bom", false),
                Arguments.of("Upper", "upper", false),
                Arguments.of("\uD83D\uDE00/+", "\uD83D\uDE00/x", true));
    }

    @ParameterizedTest(name = "{0} for {1}")
    @MethodSource("filters")
    void filtersAreTakenAsTheyAreSpelled(String filter, String topic, boolean matches) {
        one.subscribes(filter, RETAINED_NEVER | 1); // other tests retain

        published(0, topic, "x");

        if (matches) {
            assertThat(one.next(Packet.PUBLISH).topic()).isEqualTo(topic);
        }
        one.hearsNothing();
    }

    @Test
    void whatIsPublishedRightBehindASubscribeIsHeard() {
        for (int i = 1; i <= 50; i++) {
            one.says(one.subscribe(i, "behind/" + i, 1), one.publish("behind/" + i, "n" + i, 0, 0));
        }

        for (int i = 1; i <= 50; i++) {
            assertThat(List.of(one.next().type(), one.next().type()))
                    .containsExactlyInAnyOrder(Packet.SUBACK, Packet.PUBLISH);
        }
    }

    @Test
    void aSecondSubscribeReplacesTheFirst() {
        one.says(one.subscribe(1, 7, "replaced", 2));
        assertThat(one.next(Packet.SUBACK).reasons()).containsExactly(2);
        one.says(one.subscribe(2, 7, "replaced", 0));
        assertThat(one.next(Packet.SUBACK).reasons()).containsExactly(0);

        published(0, "replaced", "x");

        var heard = one.next(Packet.PUBLISH);
        assertThat(heard.qos()).isZero();
        assertThat(heard.numbers(0x0B)).containsExactly(7);
        one.subscribes("replaced", 1);
        published(0, "replaced", "y");
        assertThat(one.next(Packet.PUBLISH).numbers(0x0B)).isEmpty();
    }

    @Test
    void severalFiltersAreAnsweredInOneSuback() {
        one.says(packet(
                0x82,
                two(5),
                properties(),
                text("many/1"),
                bytes(2),
                text("many/2"),
                bytes(0),
                text("many/3"),
                bytes(1)));

        var answer = one.next(Packet.SUBACK);
        assertThat(answer.packetId()).isEqualTo(5);
        assertThat(answer.reasons()).containsExactly(2, 0, 1);
        for (int i = 1; i <= 3; i++) {
            published(0, "many/" + i, "x");
            assertThat(one.next(Packet.PUBLISH).topic()).isEqualTo("many/" + i);
        }
    }

    @Test
    void unsubackSaysOfEachFilterWhetherThereWasOne() {
        one.subscribes("known", 1);
        one.subscribes("$share/group/known", 1);

        one.says(one.unsubscribe(9, "known", "unknown", "$share/group/known", "known", "$share/other/known"));

        var answer = one.next(Packet.UNSUBACK);
        assertThat(answer.packetId()).isEqualTo(9);
        assertThat(answer.reasons()).containsExactly(0, 0x11, 0, 0x11, 0x11);
        published(0, "known", "x");
        one.hearsNothing();
    }

    @Test
    void anMqtt3UnsubscribeIsAnsweredWhetherThereWasASubscriptionOrNot() {
        try (var old = broker.device(mqtt3("old-unsub"))) {
            old.says(old.unsubscribe(3, "never", "ever"));

            var answer = old.next(Packet.UNSUBACK);
            assertThat(answer.packetId()).isEqualTo(3);
            assertThat(answer.body()).hasSize(2);
        }
    }

    @Test
    void whatHasBegunIsCompletedAfterAnUnsubscribe() {
        one.subscribes("begun", 2);
        publisher.says(publisher.publish("begun", "x", 2, 1));
        var heard = one.next(Packet.PUBLISH);

        one.says(one.unsubscribe(2, "begun"));
        one.next(Packet.UNSUBACK);
        one.says(one.pubrec(heard.packetId()));

        assertThat(one.next(Packet.PUBREL).packetId()).isEqualTo(heard.packetId());
        one.says(one.pubcomp(heard.packetId()));
        one.hearsNothing();
    }

    // options

    @Test
    void noLocalKeepsADevicesOwnMessagesFromIt() {
        one.subscribes("local", NO_LOCAL | 1);
        two.subscribes("local", 1);

        one.says(one.publish("local", "mine", 0, 0));

        assertThat(two.next(Packet.PUBLISH).payload()).isEqualTo("mine");
        one.hearsNothing();
        published(0, "local", "theirs");
        assertThat(one.next(Packet.PUBLISH).payload()).isEqualTo("theirs");
    }

    @Test
    void overlappingSubscriptionsMakeOneMessageWithTheHighestQos() {
        one.subscribes("over/#", 0);
        one.subscribes("over/+", 2);
        one.subscribes("over/lap", 1);

        publisher.says(publisher.publish("over/lap", "x", 2, 1));

        assertThat(one.next(Packet.PUBLISH).qos()).isEqualTo(2);
        one.hearsNothing();
    }

    @Test
    void everyMatchingSubscriptionIdentifierIsHeardOf() {
        one.says(one.subscribe(1, 1, "ids/#", 1));
        one.says(one.subscribe(2, 268_435_455, "ids/+", 1));
        one.says(one.subscribe(3, "ids/x", 2));
        for (int i = 0; i < 3; i++) {
            one.next(Packet.SUBACK);
        }

        published(0, "ids/x", "x");

        var heard = one.hears(2);
        assertThat(heard).flatExtracting(message -> message.numbers(0x0B)).containsExactlyInAnyOrder(1, 268_435_455);
        one.hearsNothing();
    }

    @Test
    void aRetainedMessageCarriesTheIdentifierOfItsSubscription() {
        published(RETAIN, "kept-ids", "kept");

        one.says(one.subscribe(1, 9, "kept-ids", 0));
        one.next(Packet.SUBACK);

        assertThat(one.next(Packet.PUBLISH).numbers(0x0B)).containsExactly(9);
    }

    @Test
    void optionsAreThoseOfTheirFilterAlone() {
        one.says(packet(
                0x82,
                two(1),
                properties(),
                join(text("opt/1"), bytes(AS_PUBLISHED | 1)),
                join(text("opt/2"), bytes(RETAINED_IF_NEW | 1))));
        one.next(Packet.SUBACK);

        published(RETAIN, "opt/1", "x");
        published(RETAIN, "opt/2", "x");

        assertThat(one.hears(2)).extracting(Packet::retained).containsExactly(true, false);
    }
}
