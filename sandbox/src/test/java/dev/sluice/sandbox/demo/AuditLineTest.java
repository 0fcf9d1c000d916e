package dev.sluice.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLineTest {

    @Test
    void figuresAreReadFromTheLine() {
        assertThat(AuditLine.parse("audit: sent=7 acknowledged=6 stored=5 lost=4 duplicated=3 reordered=2"))
                .contains(new AuditLine(7, 6, 5, 4, 3, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "audit:", "audit: sent=7 acknowledged=6", "Every acknowledged message is in Kafka."})
    void anythingElseIsNoAudit(String line) {
        assertThat(AuditLine.parse(line)).isEmpty();
    }

    @Test
    void aKeptPromiseIsSaidWithItsNumbers() {
        var audit = new AuditLine(42_130, 42_130, 42_130, 0, 0, 0);

        assertThat(audit.promiseKept()).isTrue();
        assertThat(audit.inWords(200))
                .isEqualTo("42,130 messages were acknowledged to 200 devices. Kafka has every one of them: none lost, "
                        + "none twice, none out of order.");
    }

    @Test
    void oneOfEachIsSaidInTheSingular() {
        assertThat(new AuditLine(2, 1, 1, 0, 0, 0).inWords(1))
                .startsWith("1 message was acknowledged to 1 device. ")
                .endsWith(" 1 more message had no answer when the devices left.");
    }

    @Test
    void aLossACopyAndDisorderBreakThePromiseAndAreSaid() {
        for (var broken : List.of(
                new AuditLine(9, 9, 8, 1, 0, 0), new AuditLine(9, 9, 9, 0, 1, 0), new AuditLine(9, 9, 9, 0, 0, 1))) {
            assertThat(broken.promiseKept()).as("%s", broken).isFalse();
        }
        assertThat(new AuditLine(9_000, 9_000, 7_766, 1_234, 3, 2).inWords(5))
                .isEqualTo("9,000 messages were acknowledged to 5 devices. THE PROMISE WAS BROKEN: Kafka does not have "
                        + "1,234 of them; of the others 3 MORE THAN ONCE, 2 OUT OF ORDER.");
    }

    @Test
    void nothingAcknowledgedIsAFailureToo() {
        var audit = new AuditLine(12, 0, 12, 0, 0, 0);

        assertThat(audit.promiseKept()).isFalse();
        assertThat(audit.inWords(3)).startsWith("NOTHING WAS ACKNOWLEDGED: 3 devices sent 12 messages");
    }
}
