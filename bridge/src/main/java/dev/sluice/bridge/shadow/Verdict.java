package dev.sluice.bridge.shadow;

import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.engine.OutgoingRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one rule set makes of one message, flat.
 *
 * @param kind mapped, rejected or ignored, with the reason
 * @param rules the names of the rules that took the message; a dash where none did
 * @param records all that would be sent, in order
 * @param shapes of the records' values, one each; null where it is not known
 */
record Verdict(String kind, String rules, List<OutgoingRecord> records, List<ValueShape> shapes) {

    static Verdict of(MappingOutcome outcome, Map<String, ValueShape> shapes) {
        return outcome.fold(
                mapped -> new Verdict(
                        "mapped",
                        mapped.rule().name(),
                        mapped.records(),
                        Collections.nCopies(
                                mapped.records().size(),
                                shapes.get(mapped.rule().name()))),
                rejected -> new Verdict(
                        "rejected (" + rejected.reason() + ")", rejected.rule().name(), List.of(), List.of()),
                ignored -> new Verdict(
                        "ignored (on-unmapped: " + ignored.policy().name().toLowerCase(Locale.ROOT) + ")",
                        "-",
                        List.of(),
                        List.of()),
                several -> together(
                        several.parts().stream().map(part -> of(part, shapes)).toList()));
    }

    private static Verdict together(List<Verdict> parts) {
        var records = new ArrayList<OutgoingRecord>();
        var shapes = new ArrayList<ValueShape>();
        for (var part : parts) {
            records.addAll(part.records);
            shapes.addAll(part.shapes);
        }
        return new Verdict(
                parts.stream().map(Verdict::kind).distinct().collect(Collectors.joining(" and ")),
                parts.stream().map(Verdict::rules).collect(Collectors.joining(" and ")),
                records,
                shapes);
    }
}
