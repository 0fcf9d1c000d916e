package dev.sluice.bridge.cases;

import dev.sluice.bridge.trial.TrialRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds one record against what a case says of it. */
final class RecordComparison {

    private final String prefix;
    private final List<Difference> differences = new ArrayList<>();

    /** @param prefix of the places of differences: empty, or {@code records[1].} */
    private RecordComparison(String prefix) {
        this.prefix = prefix;
    }

    static List<Difference> of(String prefix, ExpectedRecord expected, TrialRecord found) {
        return new RecordComparison(prefix).compare(expected, found);
    }

    private List<Difference> compare(ExpectedRecord expected, TrialRecord found) {
        text("rule", expected.rule(), found.rule().name());
        text("topic", expected.topic(), found.record().topic());
        text("key", expected.key(), found.key());
        timestamp(expected, found.record().timestampMillis());
        expected.headers().forEach((name, value) -> header(name, value, found));
        expected.schema()
                .filter(schema -> !schema.equals(found.schema().getName()))
                .ifPresent(schema ->
                        text("schema", Optional.of(schema), found.schema().getFullName()));
        if (expected.tombstone() != found.isTombstone()
                && (expected.tombstone() || expected.value().isPresent())) {
            add(
                    "value",
                    expected.tombstone() ? "a tombstone" : "a value",
                    found.isTombstone() ? "a tombstone" : "a value");
        } else {
            expected.value()
                    .ifPresent(value -> new ValueComparison(expected.exact(), differences)
                            .compare(prefix + "value", value, found.value()));
        }
        return differences;
    }

    private void text(String where, Optional<String> expected, String found) {
        if (expected.isPresent() && !expected.get().equals(found)) {
            add(where, expected.get(), found);
        }
    }

    private void timestamp(ExpectedRecord expected, long found) {
        if (expected.timestamp().isPresent()
                && !expected.timestamp().get().equals(Long.toString(found))
                && !ValueComparison.isTime(expected.timestamp().get(), found)) {
            add(
                    "timestamp",
                    expected.timestamp().get(),
                    Instant.ofEpochMilli(found).toString());
        }
    }

    private void header(String name, String expected, TrialRecord found) {
        var values = found.record().headers().stream()
                .filter(header -> header.name().equals(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                .toList();
        if (!values.contains(expected)) {
            add("headers." + name, expected, values.isEmpty() ? "no such header" : String.join(", ", values));
        }
    }

    private void add(String where, String expected, String found) {
        differences.add(new Difference(prefix + where, expected, found));
    }
}
