package dev.sluice.mapping.transcode;

import static dev.sluice.mapping.message.RejectReason.FIELD_TYPE;
import static dev.sluice.mapping.message.RejectReason.NUMBER_OUT_OF_RANGE;
import static dev.sluice.mapping.message.RejectReason.PAYLOAD_NOT_DECODABLE;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    private final Transcoding ints = Transcoding.ofType("'int'");
    private final Transcoding longs = Transcoding.ofType("'long'");
    private final Transcoding floats = Transcoding.ofType("'float'");
    private final Transcoding doubles = Transcoding.ofType("'double'");

    @Test
    void integersAreExactUpToTheirBounds() {
        assertThat(ints.x("2147483647")).isEqualTo(Integer.MAX_VALUE);
        assertThat(ints.x("-2147483648")).isEqualTo(Integer.MIN_VALUE);
        assertThat(longs.x("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(longs.x("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(longs.x("9007199254740993")).isEqualTo(9007199254740993L);
        assertThat(longs.x("-0")).isEqualTo(0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "-2147483649", "9223372036854775808", "1e10", "99999999999999999999999"})
    void whatIsBeyondAnIntIsOutOfRange(String number) {
        assertThat(ints.refusalOfX(number)).isEqualTo(NUMBER_OUT_OF_RANGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "18446744073709551616",
                "1e19",
                "1e999999999999",
                "123456789012345678901.5"
            })
    void whatIsBeyondALongIsOutOfRange(String number) {
        assertThat(longs.refusalOfX(number)).isEqualTo(NUMBER_OUT_OF_RANGE);
    }

    @Test
    void aWholeNumberIsAnIntegerHoweverItIsWritten() {
        assertThat(longs.x("21.0")).isEqualTo(21L);
        assertThat(longs.x("2.1e1")).isEqualTo(21L);
        assertThat(longs.x("2100E-2")).isEqualTo(21L);
        assertThat(longs.x("-0.0")).isEqualTo(0L);
        assertThat(longs.x("0e999999999999")).isEqualTo(0L);
        assertThat(longs.x("9.223372036854775807e18")).isEqualTo(Long.MAX_VALUE);
        assertThat(longs.x("-9223372036854775808.000")).isEqualTo(Long.MIN_VALUE);
        assertThat(longs.x("1" + "0".repeat(400) + "e-400")).isEqualTo(1L);
    }

    @Test
    void aFractionIsNotAnInteger() {
        assertThat(longs.refusalOfX("21.5")).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(ints.refusalOfX("1e-1")).isEqualTo(NUMBER_OUT_OF_RANGE);
    }

    @Test
    void aNumberInQuotesIsText() {
        assertThat(ints.refusalOfX("'5'")).isEqualTo(FIELD_TYPE);
        assertThat(doubles.refusalOfX("'5'")).isEqualTo(FIELD_TYPE);
    }

    @Test
    void doublesOverflowButNeverSilently() {
        assertThat(doubles.refusalOfX("1e999")).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(doubles.refusalOfX("-1e309")).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(floats.refusalOfX("1e39")).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(doubles.x("1.7976931348623157e308")).isEqualTo(Double.MAX_VALUE);
        assertThat(doubles.x("1e-400")).isEqualTo(0.0);
        assertThat(doubles.x("4.9e-324")).isEqualTo(Double.MIN_VALUE);
        assertThat(doubles.x("-0.0")).isEqualTo(-0.0);
        assertThat(floats.x("-0")).isEqualTo(-0.0f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "Infinity",
                "-Infinity",
                "+1",
                "01",
                "-01",
                "1.",
                ".5",
                "-",
                "1e",
                "1e+",
                "0x10",
                "1_000",
                "--1",
                "00"
            })
    void whatIsNotAJsonNumberIsNotDecodable(String number) {
        assertThat(doubles.refusalOfX(number)).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(longs.refusalOfX(number)).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @Test
    void aFloatIsRoundedOnceNotTwice() {
        String justAboveTheMiddle = "1.00000005960464484"; // its nearest double lies exactly between two floats

        assertThat(floats.x(justAboveTheMiddle)).isEqualTo(Float.parseFloat(justAboveTheMiddle));
    }

    @Property
    void anyDoubleIsReadBackFromItsShortestForm(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value)) {
            assertThat(doubles.x(Double.toString(value))).isEqualTo(value);
        }
    }

    @Property
    void anyFloatIsReadBackFromItsShortestForm(@ForAll int bits) {
        float value = Float.intBitsToFloat(bits);
        if (Float.isFinite(value)) {
            assertThat(floats.x(Float.toString(value))).isEqualTo(value);
        }
    }

    @Property(tries = 20_000)
    void anyDecimalIsRoundedAsTheJdkRoundsIt(
            @ForAll @LongRange(min = 0) long digits, @ForAll @IntRange(min = -345, max = 310) int exponent) {
        String number = digits + "e" + exponent;
        double expected = Double.parseDouble(number);
        double quick = DecimalRounding.quickDouble(digits, exponent);
        assertThat(quick).isIn(expected, -1.0);
        assertThat(DecimalRounding.quickFloat(digits, exponent)).isIn(Float.parseFloat(number), -1.0f);
    }

    @Property
    void decimalsBetweenTwoDoublesAreRoundedAsTheJdkRoundsThem(
            @ForAll @LongRange(min = 0, max = 1L << 52) long mantissa) {
        // mantissa and a half: exactly in the middle, and a hair above and below it
        String middle = (mantissa + (1L << 52)) + ".5";
        for (String number :
                new String[] {middle, middle + "000000000000000000001", middle.replace(".5", ".4999999999999999999")}) {
            assertThat(doubles.x(number)).isEqualTo(Double.parseDouble(number));
        }
    }

    @Property
    void anyLongIsReadExactly(@ForAll long value) {
        assertThat(longs.x(Long.toString(value))).isEqualTo(value);
        assertThat(longs.x(value + ".0")).isEqualTo(value);
    }
}
