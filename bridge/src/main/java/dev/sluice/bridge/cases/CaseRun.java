package dev.sluice.bridge.cases;

import dev.sluice.bridge.trial.Trial;
import dev.sluice.bridge.trial.TrialOutcome;
import dev.sluice.bridge.trial.TrialRecord;
import dev.sluice.mapping.rule.MappingRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Holds cases against rules. Each case begins anew: what one message leaves behind, the next case does not see. */
public final class CaseRun {

    private final MappingRules rules;

    public CaseRun(MappingRules rules) {
        this.rules = rules;
    }

    public CaseResult run(TestCase test) {
        long begun = System.nanoTime();
        var trial = new Trial(rules);
        test.before().forEach(trial::of);
        var differences = differences(test.expect(), trial.of(test.message()));
        return new CaseResult(test, differences, Duration.ofNanos(System.nanoTime() - begun));
    }

    private static List<Difference> differences(Expectation expect, TrialOutcome outcome) {
        if (expect.reject().isPresent()) {
            return rejection(expect, outcome);
        }
        if (expect.ignored()) {
            return outcome.unmapped().isPresent() ? List.of() : List.of(outcomeIs("no rule that wants it", outcome));
        }
        if (outcome.records().size() != expect.records().size()
                || !outcome.rejections().isEmpty()
                || outcome.unmapped().isPresent()) {
            return List.of(outcomeIs(count(expect.records().size()), outcome));
        }
        return records(expect.records(), outcome.records());
    }

    private static List<Difference> rejection(Expectation expect, TrialOutcome outcome) {
        var reason = expect.reject().get();
        var detail = expect.detail().orElse("");
        boolean met = outcome.rejections().stream()
                .anyMatch(rejection ->
                        rejection.reason() == reason && rejection.detail().contains(detail));
        return met
                ? List.of()
                : List.of(outcomeIs("a rejection " + reason + (detail.isEmpty() ? "" : " (" + detail + ")"), outcome));
    }

    /** Each expected record takes, of those that are left, the one that is most like it. */
    private static List<Difference> records(List<ExpectedRecord> expected, List<TrialRecord> found) {
        var left = new ArrayList<>(found);
        var differences = new ArrayList<Difference>();
        for (int i = 0; i < expected.size(); i++) {
            var wanted = expected.get(i);
            var prefix = expected.size() == 1 ? "" : "records[" + i + "].";
            var closest = left.stream()
                    .min(Comparator.comparingInt(record ->
                            RecordComparison.of(prefix, wanted, record).size()))
                    .orElseThrow();
            left.remove(closest);
            differences.addAll(RecordComparison.of(prefix, wanted, closest));
        }
        return differences;
    }

    private static Difference outcomeIs(String expected, TrialOutcome outcome) {
        var found = new ArrayList<String>();
        if (!outcome.records().isEmpty()) {
            found.add(count(outcome.records().size()) + " ("
                    + String.join(
                            ", ",
                            outcome.records().stream()
                                    .map(record -> record.rule().name() + " to "
                                            + record.record().topic())
                                    .toList())
                    + ")");
        }
        outcome.rejections()
                .forEach(rejection -> found.add("a rejection " + rejection.reason() + " by rule "
                        + rejection.rule().name() + " (" + rejection.detail() + ")"));
        outcome.unmapped().ifPresent(policy -> found.add("no rule that wants it"));
        return new Difference("outcome", expected, found.isEmpty() ? "no record" : String.join(" and ", found));
    }

    private static String count(int records) {
        return records == 1 ? "one record" : records + " records";
    }
}
