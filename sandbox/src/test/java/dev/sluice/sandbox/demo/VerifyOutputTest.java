package dev.sluice.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerifyOutputTest {

    private static final String GOOD = "audit: sent=1 acknowledged=1 stored=1 lost=0 duplicated=0 reordered=0";

    @Test
    void recordsFindingsAndFiguresAreToldApart() {
        var output = VerifyOutput.of(
                        0,
                        List.of(
                                "telemetry.north-2@0  key d-00000  {\"seq\": 0}",
                                "Read 1 record of 1 topic (4 partitions) in 0.3 s.",
                                "Every acknowledged message is in Kafka, none twice, none out of order.",
                                GOOD))
                .orElseThrow();

        assertThat(output.records()).containsExactly("telemetry.north-2@0  key d-00000  {\"seq\": 0}");
        assertThat(output.findings()).hasSize(2).first().asString().startsWith("Read 1 record");
        assertThat(output.figures()).isEqualTo(GOOD);
        assertThat(output.promiseKept()).isTrue();
    }

    /** Messages that nobody sent, or that cannot be decoded, are in none of the figures. */
    @Test
    void goodFiguresDoNotOutweighAFailedAudit() {
        assertThat(VerifyOutput.of(1, List.of("Read 2 records.", "unexpected: 1", GOOD))
                        .orElseThrow()
                        .promiseKept())
                .isFalse();
    }

    @Test
    void anAuditThatCouldNotBeHeldHasNoFigures() {
        assertThat(VerifyOutput.of(3, List.of("Kafka does not answer. Nothing was audited.")))
                .isEmpty();
        assertThat(VerifyOutput.of(3, List.of(GOOD))).isEmpty();
        assertThat(VerifyOutput.of(0, List.of())).isEmpty();
    }
}
