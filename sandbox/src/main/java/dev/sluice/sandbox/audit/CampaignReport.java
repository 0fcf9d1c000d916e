package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.ledger.Findings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a campaign did and what came of it.
 *
 * @param effects of the faults that count, in the order in which they happened
 * @param inVain faults that struck while nothing was in flight: they were tried again and are not among the effects
 * @param skipped faults of the plan that did not count in any attempt or cannot happen on this machine, with the reason
 * @param acknowledgedPerSecond from the campaign's begin
 * @param unanswered messages that were sent and still had no answer when everybody had waited long enough
 */
public record CampaignReport(
        AuditSettings settings,
        Machine machine,
        Instant began,
        long millis,
        List<FaultEffect> effects,
        int inVain,
        Map<PlannedFault, String> skipped,
        List<Long> acknowledgedPerSecond,
        Map<Flavour, Findings> findings,
        long unanswered,
        List<Control> controls) {

    Findings all() {
        return findings.values().stream().reduce(Findings.NONE, Findings::plus);
    }

    Findings ofQos(int qos) {
        return findings.entrySet().stream()
                .filter(entry -> entry.getKey().qos() == qos)
                .map(Map.Entry::getValue)
                .reduce(Findings.NONE, Findings::plus);
    }

    /** Whether the promise was kept, and whether the campaign is worth anything. */
    public boolean passed() {
        return problems().isEmpty();
    }

    /** Everything that makes the campaign a failure, worst first. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        Findings all = all();
        add(problems, all.lost() > 0, "%,d acknowledged messages are not in Kafka.", all.lost());
        add(problems, all.undecodable() > 0, "%,d records cannot be read.", all.undecodable());
        add(problems, all.reordered() > 0, "%,d messages stand behind a later one of their device.", all.reordered());
        add(problems, all.unexpected() > 0, "%,d readings are in Kafka that nobody sent.", all.unexpected());
        for (int qos = 1; qos <= 2; qos++) {
            add(
                    problems,
                    !mayDuplicate(qos) && ofQos(qos).duplicated() > 0,
                    "%,d messages of QoS %d are in Kafka more than once, although none of these faults allows it.",
                    ofQos(qos).duplicated(),
                    qos);
        }
        add(problems, all.acknowledged() == 0, "Nothing was acknowledged.");
        add(
                problems,
                all.acknowledged() < settings.messages(),
                "Only %,d messages were acknowledged.",
                all.acknowledged());
        add(problems, unanswered > 0, "%,d messages never had an answer.", unanswered);
        effects.stream()
                .filter(effect -> !effect.recovered())
                .forEach(effect -> problems.add("After fault " + effect.fault().number() + " ("
                        + effect.fault().kind().word() + ") not everybody was served again. " + effect.note()));
        controls.stream()
                .filter(control -> !control.found())
                .forEach(control -> problems.add("A loss that was made on purpose was not found: " + control.name()));
        add(problems, effects.isEmpty(), "No fault struck while anything was in flight.");
        return problems;
    }

    /** Whether any fault that struck, also in vain, may have made duplicates. */
    private boolean mayDuplicate(int qos) {
        var struck = new HashSet<>(settings.kinds());
        if (inVain == 0) {
            struck.retainAll(
                    effects.stream().map(effect -> effect.fault().kind()).toList());
        }
        return struck.stream().anyMatch(kind -> Promise.mayDuplicate(kind, settings.contract(), qos));
    }

    private static void add(List<String> problems, boolean isOne, String sentence, Object... values) {
        if (isOne) {
            problems.add(String.format(Locale.ROOT, sentence, values));
        }
    }

    /** The one line that every audit ends with. */
    public String line() {
        return all().line();
    }

    /** For the terminal: the verdict, what speaks against it, and the line of figures last. */
    public List<String> conclusion() {
        List<String> lines = new ArrayList<>();
        controls.forEach(control -> lines.add((control.found() ? "control good: " : "CONTROL NOT FOUND: ")
                + control.name() + " (" + control.result() + ")"));
        findings.forEach((flavour, found) -> {
            if (found.lost() + found.reordered() + found.unexpected() + found.undecodable() > 0) {
                lines.add(flavour + ":");
                found.sentences().forEach(sentence -> lines.add("  " + sentence));
            }
        });
        lines.addAll(problems());
        lines.add(ReportWords.headline(this));
        lines.add(line());
        return lines;
    }
}
