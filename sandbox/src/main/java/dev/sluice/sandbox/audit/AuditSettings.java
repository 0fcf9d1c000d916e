package dev.sluice.sandbox.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How large a campaign is.
 *
 * @param seed the plan is a function of it
 * @param faults that must strike while something is in flight
 * @param messages that must be acknowledged
 * @param rate messages per second, of all devices together
 * @param devices of all flavours together
 * @param shortForm a minute or so: short outages, short pauses
 * @param contract what the bridge's rule promises
 * @param kinds the kinds that the plan draws from
 */
public record AuditSettings(
        long seed,
        int faults,
        long messages,
        int rate,
        int devices,
        boolean shortForm,
        Contract contract,
        Set<FaultKind> kinds) {

    public AuditSettings {
        kinds = Set.copyOf(kinds);
    }

    /** The command that runs this campaign again. */
    public List<String> command() {
        List<String> words = new ArrayList<>(List.of(
                "./sluice",
                "audit",
                "--seed",
                Long.toString(seed),
                "--faults",
                Integer.toString(faults),
                "--messages",
                Long.toString(messages),
                "--rate",
                Integer.toString(rate),
                "--devices",
                Integer.toString(devices)));
        if (shortForm) {
            words.add("--short");
        }
        if (contract.spools()) {
            words.addAll(List.of("--ack", "spool"));
        }
        if (contract.exactlyOnce()) {
            words.add("--exactly-once");
        }
        if (!kinds.equals(FaultKind.usual(shortForm, contract))) {
            words.addAll(List.of(
                    "--kinds", kinds.stream().sorted().map(FaultKind::word).collect(Collectors.joining(","))));
        }
        return words;
    }

    List<PlannedFault> plan() {
        return FaultPlan.of(seed, faults, kinds, shortForm);
    }

    /** The plan, a line for each fault. */
    public List<String> planInWords() {
        return plan().stream()
                .map(fault -> String.format(
                        Locale.ROOT,
                        "%3d  after %4.1f s  %-17s %4.1f s%s",
                        fault.number(),
                        fault.pauseMillis() / 1e3,
                        fault.kind().word(),
                        fault.millis() / 1e3,
                        fault.share() == 100 ? "" : ", " + fault.share() + " % of the connections"))
                .toList();
    }
}
