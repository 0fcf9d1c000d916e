package dev.sluice.bridge.reload;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a reload changed.
 *
 * @param added names of rules, as are {@code removed} and {@code changed}
 * @param keys that are not part of one rule: {@code on-unmapped}
 * @param files whose content is another one; a schema changes rules that are themselves as they were
 */
public record RulesChange(
        List<String> added, List<String> removed, List<String> changed, List<String> keys, List<String> files) {

    /** For the log: {@code added: a, b; changed: c; files: schemas/T.avsc}. */
    @Override
    public String toString() {
        return Stream.of(
                        part("added", added),
                        part("removed", removed),
                        part("changed", changed),
                        part("keys", keys),
                        part("files", files))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String part(String what, List<String> names) {
        return names.isEmpty() ? "" : what + ": " + String.join(", ", names);
    }
}
