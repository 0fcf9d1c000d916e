package dev.sluice.bridge.cases;

import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a case says its message becomes: so many records, a rejection, or nothing.
 *
 * @param records in any order; empty with a rejection or nothing
 * @param detail what the rejection's sentence has in it
 * @param ignored whether no rule wants the message
 */
record Expectation(
        List<ExpectedRecord> records, Optional<RejectReason> reject, Optional<String> detail, boolean ignored) {

    static Expectation read(Node node, Problems problems) {
        var reject = reason(node, problems);
        var detail = node.optionalText("detail", problems);
        boolean ignored = node.flag("ignored", false, problems);
        var several = node.list("records", problems);
        boolean one = ExpectedRecord.KEYS.stream().anyMatch(node::has);
        long said = List.of(reject.isPresent(), ignored, node.has("records"), one).stream()
                .filter(Boolean::booleanValue)
                .count();
        if (said != 1) {
            node.complain(
                    said == 0
                            ? "missing; expected " + String.join(", ", ExpectedRecord.KEYS)
                                    + " of the one record, or records, reject or ignored: true"
                            : "a message becomes one record, several records, a rejection or nothing; here is more than one of these",
                    said == 0 ? "MISSING-KEY" : "BAD-VALUE",
                    problems);
        }
        var records = node.has("records")
                ? several.stream()
                        .map(record -> ExpectedRecord.read(record, problems))
                        .toList()
                : one ? List.of(ExpectedRecord.read(node, problems)) : List.<ExpectedRecord>of();
        return new Expectation(records, reject, detail, ignored);
    }

    private static Optional<RejectReason> reason(Node node, Problems problems) {
        return node.optionalText("reject", problems).flatMap(text -> {
            var reason = Arrays.stream(RejectReason.values())
                    .filter(known -> known.name().equals(text))
                    .findFirst();
            if (reason.isEmpty()) {
                var all = Arrays.stream(RejectReason.values()).map(Enum::name).collect(Collectors.joining(" | "));
                node.complain("reject", node.shown("reject") + ": expected " + all, "WRONG-TYPE", problems);
            }
            return reason;
        });
    }
}
