package dev.sluice.bridge.shadow;

import dev.sluice.mapping.engine.OutgoingHeader;
import dev.sluice.mapping.engine.OutgoingRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** Holds what the candidate makes of a message against what is really sent. */
final class Comparison {

    private static final int FIELDS_SHOWN = 8;
    /** A zero and the id, which a trial run does not ask a registry for. */
    private static final int REGISTRY_FRAMING = 5;

    private final Difference difference = new Difference();

    private Comparison() {}

    static Difference between(Verdict active, Verdict candidate) {
        var comparison = new Comparison();
        comparison.compare(active, candidate);
        return comparison.difference;
    }

    private void compare(Verdict active, Verdict candidate) {
        if (!active.kind().equals(candidate.kind())) {
            difference.add(Aspect.OUTCOME, arrow(active.kind(), candidate.kind()));
        }
        if (!active.rules().equals(candidate.rules())) {
            difference.add(Aspect.RULE, "rule " + arrow(active.rules(), candidate.rules()));
        }
        int count = active.records().size();
        if (count != candidate.records().size()) {
            if (active.kind().equals(candidate.kind())) {
                difference.add(
                        Aspect.RECORDS,
                        "records " + arrow(count, candidate.records().size()));
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            var before = active.records().get(i);
            var after = candidate.records().get(i);
            compare(before, after);
            values(before, active.shapes().get(i), after, candidate.shapes().get(i));
        }
    }

    private void compare(OutgoingRecord active, OutgoingRecord candidate) {
        if (!active.topic().equals(candidate.topic())) {
            difference.add(Aspect.TOPIC, "Kafka topic " + arrow(active.topic(), candidate.topic()));
        }
        if (!Arrays.equals(active.key(), candidate.key())) {
            difference.add(Aspect.KEY, "key differs");
        }
        if (active.timestampMillis() != candidate.timestampMillis()) {
            difference.add(
                    Aspect.TIMESTAMP,
                    "timestamp differs by " + (candidate.timestampMillis() - active.timestampMillis()) + " ms");
        }
        headers(active.headers(), candidate.headers());
    }

    private void headers(List<OutgoingHeader> active, List<OutgoingHeader> candidate) {
        var names = new LinkedHashSet<String>();
        active.forEach(header -> names.add(header.name()));
        candidate.forEach(header -> names.add(header.name()));
        names.removeIf(name -> sameHeader(active, candidate, name));
        if (!names.isEmpty()) {
            difference.add(Aspect.HEADERS, "headers differ: " + shown(names));
        }
    }

    private static boolean sameHeader(List<OutgoingHeader> active, List<OutgoingHeader> candidate, String name) {
        return Arrays.deepEquals(
                active.stream()
                        .filter(h -> h.name().equals(name))
                        .map(OutgoingHeader::value)
                        .toArray(),
                candidate.stream()
                        .filter(h -> h.name().equals(name))
                        .map(OutgoingHeader::value)
                        .toArray());
    }

    private void values(OutgoingRecord active, ValueShape before, OutgoingRecord candidate, ValueShape after) {
        var old = active.value();
        var present = candidate.value();
        if (Arrays.equals(old, present)
                || old != null && present != null && isSameSchema(before, after) && differOnlyById(active, candidate)) {
            return;
        }
        if (old == null || present == null) {
            difference.add(Aspect.VALUE, "value " + arrow(kind(old), kind(present)));
            return;
        }
        difference.add(Aspect.VALUE, "value differs" + where(old, before, present, after));
    }

    private static boolean isSameSchema(ValueShape before, ValueShape after) {
        return before != null && after != null && before.schema().equals(after.schema());
    }

    private static boolean differOnlyById(OutgoingRecord active, OutgoingRecord candidate) {
        var old = active.value();
        var present = candidate.value();
        return candidate.awaited() != null
                && old.length >= REGISTRY_FRAMING
                && old[0] == 0
                && Arrays.equals(
                        old,
                        REGISTRY_FRAMING,
                        old.length,
                        present,
                        Math.min(REGISTRY_FRAMING, present.length),
                        present.length);
    }

    private static String kind(byte[] value) {
        return value == null ? "tombstone" : "record";
    }

    private static String where(byte[] old, ValueShape before, byte[] present, ValueShape after) {
        if (before == null || after == null) {
            return "";
        }
        var one = before.decode(old);
        var other = after.decode(present);
        if (one.isEmpty() || other.isEmpty()) {
            return "";
        }
        var names = differing(one.get(), other.get());
        var schemas = before.schema().getFullName().equals(after.schema().getFullName())
                ? ""
                : " (schema "
                        + arrow(before.schema().getFullName(), after.schema().getFullName()) + ")";
        if (names.isEmpty()) {
            return schemas.isEmpty() ? " in its framing or schema version only" : schemas;
        }
        return " in " + shown(names) + schemas;
    }

    private static List<String> differing(GenericRecord one, GenericRecord other) {
        var names = new LinkedHashSet<String>();
        one.getSchema().getFields().forEach(field -> names.add(field.name()));
        other.getSchema().getFields().forEach(field -> names.add(field.name()));
        var differing = new ArrayList<String>();
        for (var name : names) {
            if (!has(one.getSchema(), name) || !has(other.getSchema(), name)) {
                differing.add(name);
            } else if (!Objects.equals(one.get(name), other.get(name))) {
                differing.add(name);
            }
        }
        return differing;
    }

    private static boolean has(Schema schema, String name) {
        return schema.getField(name) != null;
    }

    private static String shown(Collection<String> names) {
        var some = names.stream().limit(FIELDS_SHOWN).toList();
        return String.join(", ", some) + (names.size() > FIELDS_SHOWN ? ", …" : "");
    }

    private static String arrow(Object active, Object candidate) {
        return active + " → " + candidate;
    }
}
