package dev.sluice.sandbox.demo;

import dev.sluice.sandbox.program.Words;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The line of figures that every audit ends with.
 *
 * @param stored different messages that Kafka holds, acknowledged or not
 * @param lost acknowledged messages that Kafka does not hold
 * @param duplicated further copies
 * @param reordered messages that stand behind a later one of their device
 */
record AuditLine(long sent, long acknowledged, long stored, long lost, long duplicated, long reordered) {

    private static final Pattern FORM = Pattern.compile(
            "audit: sent=(\\d+) acknowledged=(\\d+) stored=(\\d+) lost=(\\d+) duplicated=(\\d+) reordered=(\\d+)");

    static Optional<AuditLine> parse(String line) {
        var found = FORM.matcher(line);
        return found.matches()
                ? Optional.of(new AuditLine(
                        Long.parseLong(found.group(1)),
                        Long.parseLong(found.group(2)),
                        Long.parseLong(found.group(3)),
                        Long.parseLong(found.group(4)),
                        Long.parseLong(found.group(5)),
                        Long.parseLong(found.group(6))))
                : Optional.empty();
    }

    /** Something was acknowledged, and all of it is in Kafka, none twice, none out of order. */
    boolean promiseKept() {
        return acknowledged > 0 && lost == 0 && duplicated == 0 && reordered == 0;
    }

    /** What the figures say about so many devices. */
    String inWords(int devices) {
        String fleet = Words.count(devices, "device");
        if (acknowledged == 0) {
            return "NOTHING WAS ACKNOWLEDGED: " + fleet + " sent " + Words.count(sent, "message")
                    + ", and none was told that a message is safe.";
        }
        return Words.count(acknowledged, "message") + (acknowledged == 1 ? " was" : " were") + " acknowledged to "
                + fleet + ". " + finding() + unanswered();
    }

    private String finding() {
        String copies = duplicated == 0 ? "none twice" : Words.count(duplicated) + " MORE THAN ONCE";
        String order = reordered == 0 ? "none out of order" : Words.count(reordered) + " OUT OF ORDER";
        return lost == 0
                ? "Kafka has every one of them: none lost, " + copies + ", " + order + "."
                : "THE PROMISE WAS BROKEN: Kafka does not have " + Words.count(lost) + " of them; of the others "
                        + copies + ", " + order + ".";
    }

    private String unanswered() {
        long number = sent - acknowledged;
        return number <= 0 ? "" : " " + Words.count(number, "more message") + " had no answer when the devices left.";
    }
}
