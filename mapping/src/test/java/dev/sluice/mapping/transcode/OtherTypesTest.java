package dev.sluice.mapping.transcode;

import static dev.sluice.mapping.message.RejectReason.DUPLICATE_KEY;
import static dev.sluice.mapping.message.RejectReason.ENUM_SYMBOL_UNKNOWN;
import static dev.sluice.mapping.message.RejectReason.FIELD_TYPE;
import static dev.sluice.mapping.message.RejectReason.NUMBER_OUT_OF_RANGE;
import static dev.sluice.mapping.message.RejectReason.PAYLOAD_NOT_DECODABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherTypesTest {

    private static final String MILLIS = "{'type': 'long', 'logicalType': 'timestamp-millis'}";
    private static final String MICROS = "{'type': 'long', 'logicalType': 'timestamp-micros'}";
    private static final String COLOUR =
            "{'type': 'enum', 'name': 'Colour', 'symbols': ['RED', 'GREEN'], 'default': 'RED'}";

    private final Transcoding bytes = Transcoding.ofType("'bytes'");
    private final Transcoding millis = Transcoding.ofType(MILLIS);
    private final Transcoding micros = Transcoding.ofType(MICROS);

    @Test
    void booleansAndNulls() {
        assertThat(Transcoding.ofType("'boolean'").x("true")).isEqualTo(true);
        assertThat(Transcoding.ofType("'boolean'").x("false")).isEqualTo(false);
        assertThat(Transcoding.ofType("'boolean'").refusalOfX("'true'")).isEqualTo(FIELD_TYPE);
        assertThat(Transcoding.ofType("'boolean'").refusalOfX("tru")).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(Transcoding.ofType("'boolean'").refusalOfX("truer")).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(Transcoding.ofType("'null'").x("null")).isNull();
        assertThat(Transcoding.ofType("'null'").refusalOfX("0")).isEqualTo(FIELD_TYPE);
        assertThat(Transcoding.ofType("'null'").refusalOfX("nul")).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @Property
    void bytesAreBase64WithOrWithoutPadding(@ForAll byte[] any) {
        assertThat(bytes.x("'" + Base64.getEncoder().encodeToString(any) + "'")).isEqualTo(ByteBuffer.wrap(any));
        assertThat(bytes.x("'" + Base64.getEncoder().withoutPadding().encodeToString(any) + "'"))
                .isEqualTo(ByteBuffer.wrap(any));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AAAAA", "A===", "=", "AA=", "AA=A", "AA==AA==", "AB-_", "AA AA", "é"})
    void whatIsNotBase64DoesNotFitBytes(String text) {
        assertThat(bytes.refusalOfX("'" + text + "'")).isEqualTo(FIELD_TYPE);
    }

    @Test
    void fixedMustHaveItsLength() {
        Transcoding four = Transcoding.ofType("{'type': 'fixed', 'name': 'Four', 'size': 4}");

        assertThat(((GenericFixed) four.x("'AQIDBA=='")).bytes()).containsExactly(1, 2, 3, 4);
        assertThat(four.refusalOfX("'AQID'")).isEqualTo(FIELD_TYPE);
        assertThat(four.refusalOfX("'no!'")).isEqualTo(FIELD_TYPE);
    }

    @Test
    void enumsTakeTheirSymbolsOnlyEvenWithADefault() {
        Transcoding colour = Transcoding.ofType(COLOUR);

        assertThat(colour.x("'GREEN'")).hasToString("GREEN");
        assertThat(colour.x("'R\\u0045D'")).hasToString("RED");
        assertThat(colour.refusalOfX("'BLUE'")).isEqualTo(ENUM_SYMBOL_UNKNOWN);
        assertThat(colour.refusalOfX("1")).isEqualTo(FIELD_TYPE);
    }

    @Test
    void timestampsAreIntegersAsTheyAreOrTextWithAnOffset() {
        assertThat(millis.x("1763722530123")).isEqualTo(1763722530123L);
        assertThat(micros.x("1763722530123456")).isEqualTo(1763722530123456L);
        assertThat(millis.x("'2026-11-21T10:15:30.123Z'")).isEqualTo(1795256130123L);
        assertThat(millis.x("'2026-11-21t10:15:30.1239z'")).isEqualTo(1795256130123L);
        assertThat(micros.x("'2026-11-21 11:15:30.123456789+01:00'")).isEqualTo(1795256130123456L);
        assertThat(millis.x("'1969-12-31T23:59:59.9999Z'")).isEqualTo(-1L);
        assertThat(millis.refusalOfX("1.5")).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(millis.refusalOfX("true")).isEqualTo(FIELD_TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-11-21",
                "2026-11-21T10:15:30",
                "2026-11-21T10:15Z",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-11-00T00:00:00Z",
                "2026-11-31T00:00:00Z",
                "2026-11-21T24:00:00Z",
                "2026-11-21T10:60:00Z",
                "2026-11-21T10:15:60Z",
                "2026-11-21T10:15:30.Z",
                "2026-11-21T10:15:30.5",
                "2026-11-21T10:15:30+0100",
                "2026-11-21T10:15:30+01:60",
                "2026-11-21T10:15:30ZZ",
                "+2026-11-21T10:15:30Z",
                "2026-1x-21T10:15:30Z",
                "2026/11/21T10:15:30Z",
                "2026-11-21_10:15:30Z"
            })
    void otherTextIsNotATimestamp(String text) {
        assertThat(millis.refusalOfX("'" + text + "'")).isEqualTo(FIELD_TYPE);
    }

    @Property
    void timestampsAreReadAsTheJdkReadsThem(
            @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long second,
            @ForAll @IntRange(max = 999_999) int micro) {
        Instant instant = Instant.ofEpochSecond(second, micro * 1000L);
        long expected = second * 1_000_000 + micro;

        assertThat(micros.x(
                        "'" + OffsetDateTime.parse(instant + "").toString().replaceFirst("T(..:..)Z", "T$1:00Z") + "'"))
                .isEqualTo(expected);
    }

    @Test
    void arraysOfAnyLengthAreOneBlock() {
        Transcoding array = Transcoding.ofType("{'type': 'array', 'items': 'int'}");
        for (int length : new int[] {0, 1, 63, 64, 65, 8191, 8192, 20_000}) {
            List<Integer> items = IntStream.range(0, length).boxed().toList();

            assertThat(array.x(items.toString())).isEqualTo(items);
        }
        assertThat(array.unfit("{'x': [1, 2, 'three']}").detail())
                .startsWith("payload.x[2]: int was expected, found text");
        assertThat(array.refusalOfX("[1 2]")).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(array.refusalOfX("[1,]")).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(array.refusalOfX("[,1]")).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(array.refusalOfX("[1")).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(array.refusalOfX("{}")).isEqualTo(FIELD_TYPE);
    }

    @Test
    void mapsKeepTheirKeysAndRefuseDuplicates() {
        Transcoding map = Transcoding.ofType("{'type': 'map', 'values': {'type': 'map', 'values': 'int'}}");

        assertThat(map.x("{'a': {'é\\n': 1, 'c': 2}, 'b': {}, '': {'c': 3}}"))
                .isEqualTo(Map.of(
                        new Utf8("a"), Map.of(new Utf8("é\n"), 1, new Utf8("c"), 2),
                        new Utf8("b"), Map.of(),
                        new Utf8(""), Map.of(new Utf8("c"), 3)));
        assertThat(map.refusalOfX("{'a': {}, 'b': {}, '\\u0061': {}}")).isEqualTo(DUPLICATE_KEY);
        assertThat(map.refusalOfX("{'a': {'c': 1, 'c': 1}}")).isEqualTo(DUPLICATE_KEY);
        assertThat(map.refusalOfX("{'a': {},}")).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(map.refusalOfX("{'a'}")).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(map.refusalOfX("{5: {}}")).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(map.refusalOfX("[]")).isEqualTo(FIELD_TYPE);
    }

    @Test
    void largeMapsAreReadInLinearTime() {
        Transcoding map = Transcoding.ofType("{'type': 'map', 'values': 'int'}");
        String entries =
                IntStream.range(0, 100_000).mapToObj(i -> "'k" + i + "': " + i).collect(Collectors.joining(","));

        assertThat((Map<?, ?>) map.x("{" + entries + "}")).hasSize(100_000);
        assertThat(map.refusalOfX("{" + entries + ", 'k77': 0}")).isEqualTo(DUPLICATE_KEY);
    }
}
