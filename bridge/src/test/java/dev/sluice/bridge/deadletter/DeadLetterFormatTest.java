package dev.sluice.bridge.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.engine.OutgoingHeader;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.message.UserProperty;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DeadLetterFormatTest {

    private static final int AMPLE = 1_000_000;

    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(@ForAll("letters") DeadLetter letter) {
        assertThat(read(record(letter, AMPLE))).usingRecursiveComparison().isEqualTo(letter);
    }

    @Property(tries = 300)
    void letterThatIsCutFitsAndSaysWhatWasCut(
            @ForAll("letters") DeadLetter letter, @ForAll @IntRange(min = 9_000, max = 20_000) int largest) {
        var record = record(letter, largest);
        var read = read(record);

        assertThat(size(record)).isLessThanOrEqualTo(largest);
        if (read.cut().anything()) {
            assertThat(size(record(letter, AMPLE))).isGreaterThan(largest - 100);
        } else {
            assertThat(read).usingRecursiveComparison().isEqualTo(letter);
        }
        assertThat(read.cut().payloadBytes()).isEqualTo(letter.message().payload().length);
        assertThat(letter.message().clientId()).startsWith(read.message().clientId());
        assertThat(record.key()).isEqualTo(read.message().clientId().getBytes(UTF_8));
    }

    @Test
    void longTopicAndClientIdAreKeptWhole() {
        var letter = letter("t".repeat(65_535), "c".repeat(65_535), "payload", List.of());

        var read = read(record(letter, AMPLE));

        assertThat(read.message().topic()).hasSize(65_535);
        assertThat(read.message().clientId()).hasSize(65_535);
        assertThat(read.cut().anything()).isFalse();
    }

    @Test
    void payloadLosesItsEndBeforeAnythingElseDoes() {
        var letter = letter("t", "c", "x".repeat(5_000), List.of(new UserProperty("a", "b")));

        var read = read(record(letter, 2_000));

        assertThat(read.cut()).isEqualTo(new Cut(true, 5_000, false, false));
        assertThat(read.message().payload().length).isBetween(1_400, 1_900);
        assertThat(read.message().properties().userProperties()).hasSize(1);
    }

    @Test
    void userPropertiesGoWhereTheyWouldTakeThePayloadsRoom() {
        var letter = letter("t", "c", "x".repeat(5_000), List.of(new UserProperty("a", "b".repeat(5_000))));

        var read = read(record(letter, 8_000));

        assertThat(read.cut()).isEqualTo(new Cut(false, 5_000, true, false));
        assertThat(read.message().payload()).hasSize(5_000);
    }

    @Test
    void textsAreShortenedWhereTheTopicTakesOnlySmallRecords() {
        var letter = letter("t".repeat(65_535), "c", "payload", List.of());

        var read = read(record(letter, 4_000));

        assertThat(read.cut()).isEqualTo(new Cut(false, 7, false, true));
        assertThat(read.message().topic()).hasSize(DeadLetterFormat.SHORT_TEXT);
    }

    @Test
    void tooManyUserPropertiesAreLeftOutAndFlagged() {
        var many = IntStream.rangeClosed(0, DeadLetterFormat.MOST_USER_PROPERTIES)
                .mapToObj(i -> new UserProperty("n" + i, ""))
                .toList();

        var read = read(record(letter("t", "c", "payload", many), AMPLE));

        assertThat(read.cut()).isEqualTo(new Cut(false, 7, true, false));
    }

    @Test
    void textIsNeverCutInTheMiddleOfACharacter() {
        var smileys = "\uD83D\uDE00".repeat(10);

        assertThat(DeadLetterFormat.shortened("x" + smileys, 10)).hasSize(9).isSubstringOf("x" + smileys);
        assertThat(DeadLetterFormat.shortened(smileys, 10)).hasSize(10);
    }

    @Test
    void recordOfSomebodyElseIsNoLetter() {
        assertThat(DeadLetterFormat.fromRecord(new byte[0], List.of())).isEmpty();
        assertThat(DeadLetterFormat.fromRecord(
                        null, record(letter("t", "c", "", List.of()), AMPLE).headers()))
                .isEmpty();
        var headers = List.of(
                header("mqtt.event-id", "e"),
                header("mqtt.topic", "t"),
                header("mqtt.client", "c"),
                header("dead-letter.reason", "FIELD_MISSING"));
        assertThat(DeadLetterFormat.fromRecord(new byte[0], headers)).isPresent();
        for (var wrong :
                List.of(header("mqtt.qos", "3"), header("mqtt.qos", ""), header("dead-letter.received-at", "now"))) {
            var all = new java.util.ArrayList<>(headers);
            all.add(wrong);
            assertThat(DeadLetterFormat.fromRecord(new byte[0], all)).isEmpty();
        }
    }

    @Provide
    static Arbitrary<DeadLetter> letters() {
        return Combinators.combine(
                        messages(),
                        texts(100),
                        texts(200),
                        Arbitraries.integers().between(-5, 50))
                .as((message, detail, rule, id) -> DeadLetter.of(
                        message,
                        RejectReason.values()[message.payload().length % RejectReason.values().length],
                        detail,
                        rule,
                        id > 0 ? OptionalInt.of(id) : OptionalInt.empty()));
    }

    private static Arbitrary<DeviceMessage> messages() {
        return Combinators.combine(
                        texts(3_000),
                        texts(3_000),
                        Arbitraries.integers().between(0, 11),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(20_000),
                        Arbitraries.longs().between(0, 4_000_000_000_000L),
                        texts(40),
                        properties())
                .as((topic, client, flags, payload, at, id, properties) -> new DeviceMessage(
                        topic, client, flags % 3, flags % 2 == 0, flags > 5, payload, at, id, properties));
    }

    private static Arbitrary<MessageProperties> properties() {
        return Combinators.combine(
                        texts(2_000).injectNull(0.5),
                        texts(2_000).injectNull(0.5),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(2_000).injectNull(0.5),
                        Arbitraries.longs().between(0, 0xFFFF_FFFFL).injectNull(0.5),
                        Arbitraries.integers().between(0, 1).injectNull(0.5),
                        Combinators.combine(texts(50), texts(50))
                                .as(UserProperty::new)
                                .list()
                                .ofMaxSize(20))
                .as(MessageProperties::new);
    }

    /** Any text that MQTT can carry: no half of a surrogate pair. */
    private static Arbitrary<String> texts(int longest) {
        return Arbitraries.strings()
                .ofMaxLength(longest)
                .filter(text -> new String(text.getBytes(UTF_8), UTF_8).equals(text));
    }

    private static DeadLetter letter(String topic, String client, String payload, List<UserProperty> added) {
        var properties = new MessageProperties(null, null, null, null, null, added);
        var message = new DeviceMessage(topic, client, 1, false, false, payload.getBytes(UTF_8), 7, "e-1", properties);
        return DeadLetter.of(message, RejectReason.FIELD_MISSING, "no field", "rule", OptionalInt.empty());
    }

    private static OutgoingRecord record(DeadLetter letter, int largest) {
        return DeadLetterFormat.toRecord(letter, "dead", largest, DeadLetterFormatTest::size);
    }

    private static DeadLetter read(OutgoingRecord record) {
        return DeadLetterFormat.fromRecord(record.value(), record.headers()).orElseThrow();
    }

    private static int size(OutgoingRecord record) {
        int size = 100 + record.key().length + record.valueLength();
        for (var header : record.headers()) {
            size += 10 + header.name().length() + header.value().length;
        }
        return size;
    }

    private static OutgoingHeader header(String name, String value) {
        return new OutgoingHeader(name, value.getBytes(UTF_8));
    }
}
