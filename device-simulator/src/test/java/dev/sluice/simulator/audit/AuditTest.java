package dev.sluice.simulator.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.simulator.ledger.Ledger;
import dev.sluice.simulator.ledger.LedgerEntry;
import dev.sluice.simulator.ledger.SeqRanges;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two devices sent 0 to 9; of the second, only 0 to 7 were acknowledged. */
class AuditTest {

    private final Audit audit = new Audit(ledger(1, "0-9", "0-7"));

    @Test
    void allStoredOnceAndInOrderPasses() {
        store("a", seqs());
        store("b", seqs());

        AuditReport report = audit.report();
        assertThat(report.line()).isEqualTo("audit: sent=20 acknowledged=18 stored=20 lost=0 duplicated=0 reordered=0");
        assertThat(report.passes(true)).isTrue();
        assertThat(ReportText.of(report))
                .containsExactly("Every acknowledged message is in Kafka, none twice, none out of order.");
    }

    @Test
    void everySingleLossIsFound() {
        for (int missing = 0; missing < 10; missing++) {
            Audit one = new Audit(ledger(1, "0-9", "0-9"));
            List<Integer> stored = seqs();
            stored.remove(Integer.valueOf(missing));
            store(one, "a", stored);
            store(one, "b", seqs());

            AuditReport report = one.report();
            assertThat(report.lost()).isEqualTo(1);
            assertThat(report.passes(false)).isFalse();
            assertThat(report.offenders().get(0).lostSeqs()).hasToString("" + missing);
            assertThat(ReportText.of(report))
                    .anyMatch(line -> line.contains("LOST"))
                    .contains("The promise was broken.");
        }
    }

    @Test
    void whatWasNeverAcknowledgedCannotBeLost() {
        store("a", seqs());
        store("b", seqs().subList(0, 8));

        assertThat(audit.report().line())
                .isEqualTo("audit: sent=20 acknowledged=18 stored=18 lost=0 duplicated=0 reordered=0");
    }

    @Test
    void everySwapIsFound() {
        for (int first = 0; first < 9; first++) {
            Audit one = new Audit(ledger(1, "0-9", "0-9"));
            List<Integer> stored = seqs();
            Collections.swap(stored, first, first + 1);
            store(one, "a", stored);
            store(one, "b", seqs());

            AuditReport report = one.report();
            assertThat(report.reordered()).isEqualTo(1);
            assertThat(report.offenders().get(0).latecomerSeqs()).hasToString("" + first);
            assertThat(report.passes(false)).isTrue();
            assertThat(report.passes(true)).isFalse();
        }
    }

    @Test
    void aCopyIsADuplicateWhereverItStandsAndNotAReordering() {
        store("a", seqs());
        store("a", List.of(3));
        store("a", List.of(3, 9));
        store("b", List.of(0, 1, 1, 2, 3, 4, 5, 6, 7));

        AuditReport report = audit.report();
        assertThat(report.duplicated()).isEqualTo(4);
        assertThat(report.reordered()).isZero();
        assertThat(report.offenders().get(0).duplicateSeqs()).hasToString("3,9");
        assertThat(report.passes(false)).isTrue();
        assertThat(report.passes(true)).isFalse();
    }

    @Test
    void copiesThatShareTheirEventIdAreToldApart() {
        audit.stored("a", 0, "t-0", "x".getBytes(UTF_8), false);
        audit.stored("a", 1, "t-0", "y".getBytes(UTF_8), false);
        audit.stored("a", 0, "t-0", "x".getBytes(UTF_8), true);
        audit.stored("a", 1, "t-0", "z".getBytes(UTF_8), true);
        audit.stored("a", 1, "t-0", null, false);

        AuditReport report = audit.report();
        assertThat(report.duplicated()).isEqualTo(3);
        assertThat(report.sameEventId()).isEqualTo(1);
        assertThat(report.marked()).isEqualTo(2);
    }

    @Test
    void orderIsJudgedWithinAPartition() {
        audit.stored("a", 5, "t-1", null, false);
        audit.stored("a", 0, "t-0", null, false);
        audit.stored("a", 6, "t-1", null, false);
        audit.stored("a", 1, "t-0", null, false);

        assertThat(audit.report().reordered()).isZero();
        assertThat(audit.report().spread()).isEqualTo(1);
    }

    @Test
    void whatNobodySentIsUnexpected() {
        store("a", seqs());
        store("b", seqs());
        store("a", List.of(10));
        store("stranger", List.of(0));
        audit.stored("a", -1, "t-0", null, false);
        audit.stored("a", 1L << 40, "t-0", null, false);

        AuditReport report = audit.report();
        assertThat(report.unexpected()).isEqualTo(4);
        assertThat(report.strangers()).contains("device stranger message 0 in t-0");
        assertThat(report.passes(false)).isTrue();
        assertThat(report.passes(true)).isFalse();
    }

    @Test
    void aRecordThatCannotBeDecodedIsAFailure() {
        store("a", seqs());
        store("b", seqs());
        audit.undecodable("t-0@7", "not a Telemetry");

        assertThat(audit.report().passes(false)).isFalse();
        assertThat(ReportText.of(audit.report())).contains("  t-0@7: not a Telemetry");
    }

    @Test
    void nothingAcknowledgedIsAFailureAndSaysSo() {
        Audit one = new Audit(ledger(1, "-", "-"));
        store(one, "a", seqs());

        assertThat(one.report().passes(false)).isFalse();
        assertThat(ReportText.of(one.report())).anyMatch(line -> line.startsWith("NOTHING WAS ACKNOWLEDGED"));
    }

    @Test
    void atQos0NothingCanBeAcknowledgedAndTheReportSaysSo() {
        Audit one = new Audit(ledger(0, "-", "-"));
        store(one, "a", seqs());

        assertThat(one.report().passes(false)).isFalse();
        assertThat(ReportText.of(one.report()))
                .containsExactly("At QoS 0 nothing can be acknowledged, so there is no promise to audit: 10 of 20 "
                        + "messages are in Kafka.");
    }

    @Test
    void whatWasReadBeforeKafkaWentAwayIsSaidAndNothingElse() {
        store("a", List.of(0, 1, 1, 2));

        assertThat(ReportText.unfinished(audit.report(), 4))
                .isEqualTo(
                        "Until then 4 records had been read: 3 of 18 acknowledged messages are there, 1 further copies, "
                                + "0 out of order, 0 unexpected, 0 undecodable. Whether the rest is missing is not known.");
    }

    private void store(String device, List<Integer> seqs) {
        store(audit, device, seqs);
    }

    private static void store(Audit audit, String device, List<Integer> seqs) {
        seqs.forEach(seq -> audit.stored(device, seq, "t-0", null, false));
    }

    private static List<Integer> seqs() {
        return new ArrayList<>(IntStream.range(0, 10).boxed().toList());
    }

    private static Ledger ledger(int qos, String acknowledgedByA, String acknowledgedByB) {
        return new Ledger(
                Ledger.State.FINISHED,
                qos,
                0,
                0,
                List.of(
                        new LedgerEntry("a", SeqRanges.below(10), SeqRanges.parse(acknowledgedByA)),
                        new LedgerEntry("b", SeqRanges.below(10), SeqRanges.parse(acknowledgedByB))));
    }
}
