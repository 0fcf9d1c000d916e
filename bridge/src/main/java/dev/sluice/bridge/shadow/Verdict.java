package dev.sluice.bridge.shadow;

import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.engine.OutgoingRecord;
import java.util.ArrayList;
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
                mapped -> {
                    var shape = shapes.get(mapped.rule().name());
                    var each = new ArrayList<ValueShape>();
                    mapped.records().forEach(any -> each.add(shape));
                    return new Verdict("mapped", mapped.rule().name(), mapped.records(), each);
                },
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

    /** What several rules made, one after the other. */
    private static Verdict together(List<Verdict> parts) {
        return new Verdict(
                parts.stream().map(Verdict::kind).distinct().collect(Collectors.joining(" and ")),
                parts.stream().map(Verdict::rules).collect(Collectors.joining(", ")),
                parts.stream().flatMap(part -> part.records().stream()).toList(),
                parts.stream()
                        .flatMap(part -> part.shapes().stream())
                        .collect(ArrayList::new, ArrayList::add, ArrayList::addAll));
    }
}
