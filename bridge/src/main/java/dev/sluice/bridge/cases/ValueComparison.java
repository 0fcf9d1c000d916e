package dev.sluice.bridge.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Holds the value that somebody wrote in YAML against the one that a consumer reads. Numbers are compared as numbers; bytes may be written as
 * text or in base64; a time may be written as RFC 3339 text where the record has milliseconds or microseconds.
 */
final class ValueComparison {

    private static final String NOTHING = "nothing";

    private final boolean exact;
    private final List<Difference> differences;

    ValueComparison(boolean exact, List<Difference> differences) {
        this.exact = exact;
        this.differences = differences;
    }

    void compare(String where, JsonNode expected, JsonNode found) {
        if (expected.isObject() && found.isObject()) {
            objects(where, expected, found);
        } else if (expected.isArray() && found.isArray()) {
            arrays(where, expected, found);
        } else if (!same(expected, found)) {
            differences.add(new Difference(where, shown(expected), shown(found)));
        }
    }

    private void objects(String where, JsonNode expected, JsonNode found) {
        for (var field : expected.properties()) {
            var path = where + "." + field.getKey();
            var value = found.get(field.getKey());
            if (value == null) {
                differences.add(new Difference(path, shown(field.getValue()), NOTHING));
            } else {
                compare(path, field.getValue(), value);
            }
        }
        if (exact) {
            for (var field : found.properties()) {
                if (!expected.has(field.getKey())) {
                    differences.add(new Difference(where + "." + field.getKey(), NOTHING, shown(field.getValue())));
                }
            }
        }
    }

    /** Lists have no subsets: their items count. */
    private void arrays(String where, JsonNode expected, JsonNode found) {
        for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
            var path = where + "[" + i + "]";
            if (i >= expected.size()) {
                differences.add(new Difference(path, NOTHING, shown(found.get(i))));
            } else if (i >= found.size()) {
                differences.add(new Difference(path, shown(expected.get(i)), NOTHING));
            } else {
                compare(path, expected.get(i), found.get(i));
            }
        }
    }

    private static boolean same(JsonNode expected, JsonNode found) {
        if (expected.isNumber() && found.isNumber()) {
            return expected.decimalValue().compareTo(found.decimalValue()) == 0;
        }
        if (expected.isTextual() && found instanceof BinaryNode binary) {
            var text = expected.textValue();
            return text.equals(binary.asText())
                    || text.equals(new String(binary.binaryValue(), StandardCharsets.UTF_8));
        }
        if (expected.isTextual() && found.isIntegralNumber()) {
            return isTime(expected.textValue(), found.longValue());
        }
        return expected.equals(found);
    }

    static boolean isTime(String text, long sinceEpoch) {
        try {
            var instant = OffsetDateTime.parse(text).toInstant();
            return instant.toEpochMilli() == sinceEpoch
                    || ChronoUnit.MICROS.between(Instant.EPOCH, instant) == sinceEpoch;
        } catch (DateTimeException notATime) {
            return false;
        }
    }

    private static String shown(JsonNode value) {
        return value.toString();
    }
}
