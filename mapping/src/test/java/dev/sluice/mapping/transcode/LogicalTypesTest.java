package dev.sluice.mapping.transcode;

import static dev.sluice.mapping.message.RejectReason.DUPLICATE_KEY;
import static dev.sluice.mapping.message.RejectReason.FIELD_MISSING;
import static dev.sluice.mapping.message.RejectReason.FIELD_TYPE;
import static dev.sluice.mapping.message.RejectReason.NUMBER_OUT_OF_RANGE;
import static dev.sluice.mapping.message.RejectReason.PAYLOAD_NOT_DECODABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.apache.avro.generic.GenericFixed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogicalTypesTest {

    private final Transcoding date = logical("int", "date");
    private final Transcoding millisOfDay = logical("int", "time-millis");
    private final Transcoding microsOfDay = logical("long", "time-micros");
    private final Transcoding nanos = logical("long", "timestamp-nanos");
    private final Transcoding local = logical("long", "local-timestamp-micros");
    private final Transcoding decimal =
            Transcoding.ofType("{'type': 'bytes', 'logicalType': 'decimal', 'precision': 6, 'scale': 2}");
    private final Transcoding wide = Transcoding.ofType(
            "{'type': 'fixed', 'name': 'D', 'size': 16, 'logicalType': 'decimal', 'precision': 38, 'scale': 10}");
    private final Transcoding uuid = logical("string", "uuid");
    private final Transcoding uuidBytes = fixed(16, "uuid");
    private final Transcoding duration = fixed(12, "duration");

    @Test
    void datesAreDaysOrText() {
        assertThat(date.x("20778")).isEqualTo(20778);
        assertThat(date.x("'2026-11-21'")).isEqualTo(20778);
        assertThat(date.x("'1969-12-31'")).isEqualTo(-1);
        assertThat(date.x("'0000-01-01'")).isEqualTo(-719_528);
        assertThat(date.refusalOfX("'2026-11-21T00:00:00Z'")).isEqualTo(FIELD_TYPE);
        assertThat(date.refusalOfX("'2026-02-29'")).isEqualTo(FIELD_TYPE);
        assertThat(date.refusalOfX("3000000000")).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(date.refusalOfX("true")).isEqualTo(FIELD_TYPE);
    }

    @Test
    void timesOfDayAreCountedFromMidnightOrText() {
        assertThat(millisOfDay.x("86399999")).isEqualTo(86_399_999);
        assertThat(millisOfDay.refusalOfX("86400000")).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(millisOfDay.refusalOfX("-1")).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(millisOfDay.x("'10:15:30.1239'")).isEqualTo(36_930_123);
        assertThat(microsOfDay.x("'23:59:59.9999999'")).isEqualTo(86_399_999_999L);
        assertThat(microsOfDay.x("'00:00:00'")).isEqualTo(0L);
        for (String text : new String[] {"24:00:00", "10:15", "10:15:60", "10:15:30.", "10:15:30Z", "1:15:30", ""}) {
            assertThat(millisOfDay.refusalOfX("'" + text + "'")).as(text).isEqualTo(FIELD_TYPE);
        }
    }

    @Test
    void timestampsWithNanosecondsEndWhereALongDoes() {
        assertThat(nanos.x("1795256130123456789")).isEqualTo(1_795_256_130_123_456_789L);
        assertThat(nanos.x("'2026-11-21T10:15:30.1234567891Z'")).isEqualTo(1_795_256_130_123_456_789L);
        assertThat(nanos.x("'2262-04-11T23:47:16.854775807Z'")).isEqualTo(Long.MAX_VALUE);
        assertThat(nanos.refusalOfX("'2262-04-11T23:47:16.854775808Z'")).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(nanos.x("'1677-09-21T00:12:43.145224192Z'")).isEqualTo(Long.MIN_VALUE);
        assertThat(nanos.refusalOfX("'1677-09-21T00:12:43.145224191Z'")).isEqualTo(NUMBER_OUT_OF_RANGE);
    }

    @Test
    void localTimestampsHaveNoOffset() {
        assertThat(local.x("1795256130123456")).isEqualTo(1_795_256_130_123_456L);
        assertThat(local.x("'2026-11-21T10:15:30.123456'")).isEqualTo(1_795_256_130_123_456L);
        assertThat(logical("long", "local-timestamp-millis").x("'2026-11-21 10:15:30'"))
                .isEqualTo(1_795_256_130_000L);
        assertThat(logical("long", "local-timestamp-nanos").x("'1970-01-01T00:00:00.000000001'"))
                .isEqualTo(1L);
        assertThat(local.refusalOfX("'2026-11-21T10:15:30Z'")).isEqualTo(FIELD_TYPE);
        assertThat(local.refusalOfX("'2026-11-21T10:15:30+01:00'")).isEqualTo(FIELD_TYPE);
        assertThat(local.refusalOfX("'2026-11-21'")).isEqualTo(FIELD_TYPE);
    }

    @ParameterizedTest
    @CsvSource({
        "12.34, 12.34",
        "-12.3, -12.30",
        "12.3400, 12.34",
        "1234e-2, 12.34",
        "9999.99, 9999.99",
        "0, 0.00",
        "-0.0, 0.00",
        "0e999999999, 0.00",
        "1e3, 1000.00",
        "1.28, 1.28",
        "-1.28, -1.28",
        "-1.29, -1.29",
        "655.36, 655.36"
    })
    void decimalsAreExactAsNumbersAndAsText(String written, BigDecimal value) {
        assertThat(value(decimal.x(written))).isEqualTo(value);
        assertThat(value(decimal.x("'" + written + "'"))).isEqualTo(value);
        assertThat(decimal.x(written))
                .as("in as few bytes as Avro's own conversion")
                .isEqualTo(ByteBuffer.wrap(value.unscaledValue().toByteArray()));
        assertThat(wide(wide.x(written))).isEqualByComparingTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12.345",
                "10000",
                "9999.995",
                "1e4",
                "1e999999999",
                "1e-999999999",
                "-1e99999999999999999999",
                "0.001",
                "12345678901234567890",
                "0.12345678901234567890",
                "12.30000000000000000000000001"
            })
    void decimalsAreNeverRounded(String written) {
        assertThat(decimal.refusalOfX(written)).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(decimal.refusalOfX("'" + written + "'")).isEqualTo(NUMBER_OUT_OF_RANGE);
    }

    @Test
    void decimalsMayHaveMoreDigitsThanALong() {
        String most = "9999999999999999999999999999.9999999999";
        assertThat(wide(wide.x(most))).isEqualTo(new BigDecimal(most));
        assertThat(wide(wide.x("-" + most + "000"))).isEqualTo(new BigDecimal("-" + most));
        assertThat(wide(wide.x("-0.0000000001"))).isEqualTo(new BigDecimal("-1E-10"));
        assertThat(wide(wide.x("9223372036854775807e9"))).isEqualByComparingTo("9223372036854775807e9");
        assertThat(wide.refusalOfX("99999999999999999999999999991")).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(wide.refusalOfX("9999999999999999999999999999.99999999991")).isEqualTo(NUMBER_OUT_OF_RANGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1 ", "+1", "01", ".5", "1.", "1e", "NaN", "1,5", "0x1", "AQ=="})
    void otherTextIsNoDecimal(String text) {
        assertThat(decimal.refusalOfX("'" + text + "'")).isEqualTo(FIELD_TYPE);
    }

    @Test
    void uuidsAreTextAndBecomeBytesWhereTheSchemaHasThem() {
        String text = "F81d4fae-7dec-11d0-a765-00a0c91e6bf6";
        assertThat(uuid.x("'" + text + "'")).hasToString(text);
        ByteBuffer bytes = ByteBuffer.wrap(bytes(uuidBytes.x("'" + text + "'")));
        assertThat(new UUID(bytes.getLong(), bytes.getLong())).isEqualTo(UUID.fromString(text));
        assertThat(bytes(uuidBytes.x("'AAAAAAAAAAAAAAAAAAAAAQ=='")))
                .endsWith(0, 1)
                .hasSize(16);
        for (String other : new String[] {"", "f81d4fae", text + "0", text.replace('d', 'g'), text.replace('-', '1')}) {
            assertThat(uuid.refusalOfX("'" + other + "'")).as(other).isEqualTo(FIELD_TYPE);
            assertThat(uuidBytes.refusalOfX("'" + other + "'")).as(other).isEqualTo(FIELD_TYPE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "P1M2DT3.004S, 1, 2, 3004",
        "P1Y2M3W4DT5H6M7.0089S, 14, 25, 18367008",
        "PT0S, 0, 0, 0",
        "P4294967295M, 4294967295, 0, 0",
        "PT4294967.295S, 0, 0, 4294967295"
    })
    void durationsAreTextOfIso8601(String text, long months, long days, long millis) {
        assertParts(duration.x("'" + text + "'"), months, days, millis);
    }

    @Test
    void durationsMayBeAnObject() {
        assertParts(duration.x("{'millis': 3, 'x': [1], 'months': 4294967295, 'days': 2e0}"), 4294967295L, 2, 3);
        assertThat(duration.unfit("{'x': {'months': 1, 'days': 2}}").detail())
                .startsWith("payload.x.millis: missing, and a duration needs it");
        assertThat(duration.refusalOfX("{}")).isEqualTo(FIELD_MISSING);
        assertThat(duration.refusalOfX("{'days': 1, 'days': 1}")).isEqualTo(DUPLICATE_KEY);
        assertThat(duration.refusalOfX("{'days': -1}")).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(duration.refusalOfX("{'days': 4294967296}")).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(duration.refusalOfX("{'days': '1'}")).isEqualTo(FIELD_TYPE);
        assertThat(duration.refusalOfX("{'days': 1,}")).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(duration.refusalOfX("5")).isEqualTo(FIELD_TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PT",
                "P1DT",
                "1D",
                "P1",
                "P1S",
                "PT1D",
                "P1D2M",
                "P1D2D",
                "P1.5D",
                "PT1.5M",
                "PT1.S",
                "PT.5S",
                "-P1D",
                "P-1D",
                "p1d",
                "P1DT1ST1S",
                "P1D "
            })
    void otherTextIsNoDuration(String text) {
        assertThat(duration.refusalOfX("'" + text + "'")).isEqualTo(FIELD_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P4294967296D", "PT4294967.296S", "P357913942Y", "P99999999999999999999999999M", "PT1194H"})
    void aDurationsPartsFitThirtyTwoBits(String text) {
        assertThat(duration.refusalOfX("'" + text + "'")).isEqualTo(NUMBER_OUT_OF_RANGE);
    }

    @Test
    void floatsThatAreNoNumbersAreText() {
        Transcoding number = Transcoding.ofType("'double'");
        assertThat(number.x("'NaN'")).isEqualTo(Double.NaN);
        assertThat(number.x("'\\u004eaN'")).isEqualTo(Double.NaN);
        assertThat(number.x("'Infinity'")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Transcoding.ofType("'float'").x("'-Infinity'")).isEqualTo(Float.NEGATIVE_INFINITY);
        for (String text : new String[] {"nan", "+Infinity", "Inf", "INF", "21.5", "", "NaN "}) {
            assertThat(number.refusalOfX("'" + text + "'")).as(text).isEqualTo(FIELD_TYPE);
        }
        assertThat(number.refusalOfX("NaN")).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @Test
    void inAUnionTheFirstBranchThatAcceptsTheTextTakesIt() {
        Transcoding numberFirst = Transcoding.ofType("['null', 'double', 'string']");
        assertThat(numberFirst.x("'NaN'")).isEqualTo(Double.NaN);
        assertThat(numberFirst.x("'None'")).hasToString("None");
        assertThat(Transcoding.ofType("['string', 'double']").x("'NaN'")).hasToString("NaN");
        Transcoding several = Transcoding.ofType(
                "[{'type': 'int', 'logicalType': 'date'}, {'type': 'bytes', 'logicalType': 'decimal', 'precision': 4,"
                        + " 'scale': 2}, {'type': 'fixed', 'name': 'F', 'size': 12, 'logicalType': 'duration'},"
                        + " 'string', {'type': 'map', 'values': 'int'}]");
        assertThat(several.x("'2026-11-21'")).isEqualTo(20778);
        assertThat(value(several.x("'1.5'"))).isEqualTo("1.50");
        assertParts(several.x("'P1D'"), 0, 1, 0);
        assertThat(several.x("'1.555'")).hasToString("1.555");
        assertThat(several.refusalOfX("{'a': 1}"))
                .as("an object takes the first branch that may be one, a duration here")
                .isEqualTo(FIELD_MISSING);
    }

    @Test
    void textOfTheTopicFillsThemToo() {
        assertThat(filled(logicalType("int", "date"), "2026-11-21")).isEqualTo(20778);
        assertThat(filled(logicalType("int", "date"), "-1")).isEqualTo(-1);
        assertThat(filled(logicalType("long", "time-micros"), "00:00:01")).isEqualTo(1_000_000L);
        assertThat(filled(logicalType("long", "timestamp-nanos"), "1970-01-01T00:00:01Z"))
                .isEqualTo(1_000_000_000L);
        assertThat(value(filled("{'type': 'bytes', 'logicalType': 'decimal', 'precision': 4, 'scale': 2}", "1.5")))
                .isEqualTo("1.50");
        assertParts(filled("{'type': 'fixed', 'name': 'F', 'size': 12, 'logicalType': 'duration'}", "P1D"), 0, 1, 0);
        assertThat(filled("['null', 'double']", "-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(filled("['null', 'float']", "1.5")).isEqualTo(1.5f);
        String text = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
        assertThat(filled(logicalType("string", "uuid"), text)).hasToString(text);
        assertThat(slot(logicalType("string", "uuid"), "dev-1").unfit("{}"))
                .isEqualTo(new Transcoded.Unfit(FIELD_TYPE, "Avro field 'x': a uuid was expected, such as " + text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'int', 'logicalType': 'shoe-size'}",
                "{'type': 'int', 'logicalType': 'timestamp-millis'}",
                "{'type': 'int', 'logicalType': 'decimal', 'precision': 3}"
            })
    void logicalTypesThatAvroDoesNotKnowAreIgnoredAsAvroAsks(String type) {
        assertThat(Transcoding.ofType(type).x("43")).isEqualTo(43);
    }

    @Test
    void whatIsNotWrittenIsRefusedWhenTheRuleIsLoaded() {
        assertThatThrownBy(() -> compile("{'type': 'bytes', 'logicalType': 'big-decimal'}"))
                .isInstanceOf(PlanInvalid.class)
                .hasMessage("field 'x': logical type big-decimal is not written by Sluice;"
                        + " use decimal with a precision and a scale");
        assertThatThrownBy(() -> compile("{'type': 'bytes', 'logicalType': 'decimal', 'precision': 1001}"))
                .hasMessage("field 'x': a decimal may have 1000 digits here, not 1001");
    }

    private static void compile(String type) throws PlanInvalid {
        JsonToAvro.compile(Transcoding.record("{'name': 'x', 'type': " + type + "}"), FieldPlan.byName());
    }

    private static Object filled(String type, String text) {
        return slot(type, text).read("{}").get("x");
    }

    private static Transcoding slot(String type, String text) {
        return Transcoding.of(
                        Transcoding.record("{'name': 'x', 'type': " + type + "}"),
                        FieldPlan.builder().fromSlot("x", 0).build())
                .with((slot, extracted) -> text);
    }

    private static String logicalType(String type, String logical) {
        return "{'type': '" + type + "', 'logicalType': '" + logical + "'}";
    }

    private static Transcoding logical(String type, String logical) {
        return Transcoding.ofType(logicalType(type, logical));
    }

    private static Transcoding fixed(int size, String logical) {
        return Transcoding.ofType(
                "{'type': 'fixed', 'name': 'F', 'size': " + size + ", 'logicalType': '" + logical + "'}");
    }

    private static BigDecimal value(Object x) {
        return new BigDecimal(new BigInteger(((ByteBuffer) x).array()), 2);
    }

    private static BigDecimal wide(Object x) {
        return new BigDecimal(new BigInteger(bytes(x)), 10);
    }

    private static byte[] bytes(Object x) {
        return ((GenericFixed) x).bytes();
    }

    private static void assertParts(Object x, long months, long days, long millis) {
        ByteBuffer parts = ByteBuffer.wrap(bytes(x)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new long[] {
                    Integer.toUnsignedLong(parts.getInt()),
                    Integer.toUnsignedLong(parts.getInt()),
                    Integer.toUnsignedLong(parts.getInt())
                })
                .containsExactly(months, days, millis);
    }
}
