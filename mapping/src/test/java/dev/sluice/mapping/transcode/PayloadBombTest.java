package dev.sluice.mapping.transcode;

import static dev.sluice.mapping.message.RejectReason.NESTING_TOO_DEEP;
import static dev.sluice.mapping.message.RejectReason.NUMBER_OUT_OF_RANGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sluice.mapping.message.RejectReason;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is large or deep costs time and memory in proportion to its bytes. The limits of time are a hundred times what is needed. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PayloadBombTest {

    private static final int MILLION = 1_000_000;
    private static final String DIGITS = "1234567890".repeat(MILLION / 10);

    private final Transcoding decimal =
            Transcoding.ofType("{'type': 'bytes', 'logicalType': 'decimal', 'precision': 1000, 'scale': 500}");
    private final Transcoding number = Transcoding.ofType("'double'");

    @Test
    void aMillionDigitsAreReadInLinearTime() {
        assertThat(reasonAndGarbage(decimal, DIGITS, 1)).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(reasonAndGarbage(decimal, "0." + DIGITS, 1)).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(reasonAndGarbage(decimal, "'" + DIGITS + "'", 1)).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(reasonAndGarbage(decimal, "0." + "0".repeat(MILLION) + "1", 1))
                .isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(reasonAndGarbage(Transcoding.ofType("'long'"), DIGITS, 1)).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(reasonAndGarbage(number, DIGITS, 8)).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(reasonAndGarbage(Transcoding.ofType("'float'"), DIGITS, 8)).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(number.x("0." + DIGITS)).isEqualTo(Double.parseDouble("0.12345678901234567890"));
        assertThat(number.x("1" + "0".repeat(MILLION) + "e-" + MILLION)).isEqualTo(1.0);
        assertThat(decimal.x("1" + "0".repeat(MILLION) + "e-" + MILLION)).isEqualTo(decimal.x("1"));
        assertThat(decimal.x("0." + "0".repeat(MILLION) + "1e" + MILLION)).isEqualTo(decimal.x("0.1"));
        assertThat(Transcoding.ofType("'int'").x("1." + "0".repeat(MILLION))).isEqualTo(1);
    }

    @Test
    void anExponentIsNeverWrittenOut() {
        for (String exponent : new String[] {"999999999", "2147483648", "9".repeat(MILLION)}) {
            assertThat(reasonAndGarbage(decimal, "1e" + exponent, 1)).isEqualTo(NUMBER_OUT_OF_RANGE);
            assertThat(reasonAndGarbage(decimal, "1e-" + exponent, 1)).isEqualTo(NUMBER_OUT_OF_RANGE);
            assertThat(reasonAndGarbage(decimal, "'1e" + exponent + "'", 1)).isEqualTo(NUMBER_OUT_OF_RANGE);
            assertThat(reasonAndGarbage(number, "1e" + exponent, 1)).isEqualTo(NUMBER_OUT_OF_RANGE);
            assertThat(reasonAndGarbage(Transcoding.ofType("'long'"), "1e" + exponent, 1))
                    .isEqualTo(NUMBER_OUT_OF_RANGE);
            assertThat(number.x("1e-" + exponent)).isEqualTo(0.0);
            assertThat(reasonAndGarbage(number, "12345678901234567890.5e" + exponent, 8))
                    .isEqualTo(NUMBER_OUT_OF_RANGE);
        }
    }

    @Test
    void tenMegabytesOfTextAreCopiedAFewTimes() {
        Transcoding text = Transcoding.ofType("'string'");
        int length = 10 * MILLION;
        byte[] plain = ("{\"x\":\"" + "x".repeat(length) + "\"}").getBytes(UTF_8);
        byte[] escaped = ("{\"x\":\"" + "\\n".repeat(length / 2) + "\"}").getBytes(UTF_8);

        long before = allocated();
        assertThat(text.transcode(plain)).isInstanceOf(Transcoded.Encoded.class);
        assertThat(text.avro()).hasSize(length + 4);
        assertThat(text.transcode(escaped)).isInstanceOf(Transcoded.Encoded.class);
        assertThat(allocated() - before).isLessThan(16L * length);

        assertThat(Transcoding.ofType("'int'").refusalOfX("'" + "x".repeat(length) + "'"))
                .isEqualTo(RejectReason.FIELD_TYPE);
    }

    @Test
    void depthIsGivenUpAtTheLimit() {
        for (String opening : new String[] {"[", "{\"a\":"}) {
            assertThat(reasonAndGarbage(number, opening.repeat(MILLION), 1)).isEqualTo(NESTING_TOO_DEEP);
        }
        byte[] deep = "[".repeat(MILLION).getBytes(UTF_8);
        assertThat(new ArrayElements(PayloadPath.root(), 10).find(deep, 0, deep.length))
                .isInstanceOfSatisfying(
                        ArrayElements.Unfit.class,
                        unfit -> assertThat(unfit.reason()).isEqualTo(NESTING_TOO_DEEP));
    }

    @Test
    void manyElementsAreGivenUpAtTheLimit() {
        byte[] many = ("[" + "0,".repeat(5 * MILLION) + "0]").getBytes(UTF_8);
        ArrayElements elements = new ArrayElements(PayloadPath.root(), 1000);

        long before = allocated();
        assertThat(elements.find(many, 0, many.length)).isInstanceOf(ArrayElements.Unfit.class);
        assertThat(allocated() - before).isLessThan(MILLION);
    }

    /** The reason why the value of {@code x} is refused, which may leave no more than so many times its own bytes behind. */
    private static RejectReason reasonAndGarbage(Transcoding transcoding, String value, int times) {
        byte[] json = ("{\"x\":" + value.replace('\'', '"') + "}").getBytes(UTF_8);
        long before = allocated();
        RejectReason reason = ((Transcoded.Unfit) transcoding.transcode(json)).reason();
        assertThat(allocated() - before).isLessThan((long) times * json.length + 200_000);
        return reason;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
