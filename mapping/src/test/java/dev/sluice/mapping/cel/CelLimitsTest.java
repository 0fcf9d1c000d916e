package dev.sluice.mapping.cel;

import static dev.sluice.mapping.cel.CelFixture.result;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.message.RejectReason;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payloads that are made to be expensive; the time limit is for a busy machine, each of these takes well below a second on an idle one. */
@Timeout(60)
class CelLimitsTest {

    private static final String TOO_MUCH =
            "failed: the expression took more steps than are allowed: 10000 elements of lists, and"
                    + " 4 MB of the payload read again and again";

    private static String list(String element, int times) {
        return "[" + String.join(",", Collections.nCopies(times, element)) + "]";
    }

    @Test
    void listWithinTheBoundIsGoneThrough() {
        var payload = "{\"l\":" + list("1", 9_999) + "}";
        assertThat(result("payload.l.all(e, e < 2)", payload)).isEqualTo("true");
        assertThat(result("size(payload.l.map(e, e + 1).filter(e, e == 2))", payload.replace(",1,1]", "]")))
                .isEqualTo(TOO_MUCH);
        assertThat(result("size(payload.l.map(e, e + 1))", payload)).isEqualTo("9999");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "payload.l.all(e, e > 0)                             ~ 10001",
                "payload.l.all(e, payload.l.all(f, f == e))          ~ 101",
                "payload.l.exists(e, e > 1) && true                  ~ 10001",
                "payload.l.all(e, e in payload.l)                    ~ 5000",
                "payload.l.exists(e, payload.l == [1]) || true       ~ 5000",
                "payload.l.map(e, payload.l)                         ~ 5000"
            })
    void workThatGrowsWithThePayloadEndsAsAFailure(String expression, int elements) {
        assertThat(result(expression, "{\"l\":" + list("1", elements) + "}")).isEqualTo(TOO_MUCH);
    }

    @Test
    void patternCannotBlowUp() {
        assertThat(result("payload.s.matches('^(x+x+)+y$')", "{\"s\":\"" + "x".repeat(100_000) + "\"}"))
                .isEqualTo("false");
    }

    @Test
    void oneLookAtALargeDocumentIsFree() {
        var large = "{\"s\":\"" + "x".repeat(6_000_000) + "\",\"x\":1}";
        assertThat(result("payload.x == 1", large)).isEqualTo("true");
        assertThat(result("size(payload.s)", large)).isEqualTo("6000000");
    }

    @Test
    void documentIsNeitherFollowedTooDeepNorReadTooWide() {
        var deep = "[".repeat(65) + "]".repeat(65);
        assertThat(CelFixture.evaluate("payload.x == 1", "{\"x\":" + deep + "}"))
                .isEqualTo(new Evaluated.Failed(
                        RejectReason.NESTING_TOO_DEEP, "the JSON is nested deeper than 64 levels"));
        assertThat(result("size(payload.x)", "{\"x\":" + "[".repeat(63) + "]".repeat(63) + "}"))
                .isEqualTo("1");
        assertThat(result("size(payload.x)", "{\"x\":" + list("1", 100_000) + "}"))
                .isEqualTo("failed: the expressions of this rule read more than 100000 values of the document");
        assertThat(result("payload.y", "{\"y\":1,\"x\":" + list("1", 200_000) + "}"))
                .isEqualTo("1");
    }

    @Test
    void numbersOfAnyLengthAreRead() {
        assertThat(result("payload.x > 1", "{\"x\":1." + "1".repeat(100_000) + "}"))
                .isEqualTo("true");
        assertThat(result("payload.y", "{\"y\":1,\"x\":" + "1".repeat(100_000) + "}"))
                .isEqualTo("1");
    }
}
