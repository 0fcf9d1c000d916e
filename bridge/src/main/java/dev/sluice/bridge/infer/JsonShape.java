package dev.sluice.bridge.infer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

/** What has been seen at one place of JSON documents. Grows with every document, and no further than the number of its fields. */
final class JsonShape {

    /** Objects with more keys than this have ids for keys. */
    static final int MOST_KEYS = 200;

    private static final int DEEPEST = 24;
    private static final long YEAR_2000 = 946_684_800_000L;
    private static final long YEAR_2100 = 4_102_444_800_000L;

    long seen;
    long nulls;
    long booleans;
    long integers;
    /** Of the integers, those that may be milliseconds since the epoch. */
    long epochs;
    /** Numbers with a fraction or an exponent, and integers beyond 64 bits. */
    long decimals;

    long texts;
    /** Of the texts, those that are RFC 3339 times with an offset. */
    long times;

    long objects;
    long arrays;
    /** Too deep, or too large for any number: nothing fits them. */
    long unfit;

    final Map<String, JsonShape> fields = new LinkedHashMap<>();
    JsonShape items;
    /** Set when the keys are ids: then all values together have one shape, and {@link #fields} is empty. */
    JsonShape values;

    /** The parser stands at the value's first token, and afterwards at its last. */
    void add(JsonParser json, int depth) throws IOException {
        seen++;
        switch (json.currentToken()) {
            case VALUE_NULL -> nulls++;
            case VALUE_TRUE, VALUE_FALSE -> booleans++;
            case VALUE_NUMBER_INT -> integer(json);
            case VALUE_NUMBER_FLOAT -> decimal(json);
            case VALUE_STRING -> {
                texts++;
                times += isTime(json.getText()) ? 1 : 0;
            }
            case START_ARRAY -> {
                arrays++;
                items = items == null ? new JsonShape() : items;
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    below(items, json, depth);
                }
            }
            default -> {
                objects++;
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    var key = json.currentName();
                    json.nextToken();
                    below(field(key), json, depth);
                }
            }
        }
    }

    private void below(JsonShape shape, JsonParser json, int depth) throws IOException {
        if (depth >= DEEPEST) {
            shape.unfit++;
            json.skipChildren();
        } else {
            shape.add(json, depth + 1);
        }
    }

    private JsonShape field(String key) {
        if (values == null && fields.size() >= MOST_KEYS && !fields.containsKey(key)) {
            keysAreIds();
        }
        return values != null ? values : fields.computeIfAbsent(key, name -> new JsonShape());
    }

    /** From now on all fields are one. */
    private void keysAreIds() {
        values = new JsonShape();
        fields.values().forEach(values::merge);
        fields.clear();
    }

    /** Whether the keys are rather ids than names, so that a map fits better than a record. */
    boolean isMap() {
        return values != null
                || fields.size() >= 3 && fields.keySet().stream().allMatch(LevelNames::looksLikeId)
                || fields.isEmpty();
    }

    /** The values of a map. */
    JsonShape mapValues() {
        if (values != null) {
            return values;
        }
        var merged = new JsonShape();
        fields.values().forEach(merged::merge);
        return merged;
    }

    private void merge(JsonShape other) {
        seen += other.seen;
        nulls += other.nulls;
        booleans += other.booleans;
        integers += other.integers;
        epochs += other.epochs;
        decimals += other.decimals;
        texts += other.texts;
        times += other.times;
        objects += other.objects;
        arrays += other.arrays;
        unfit += other.unfit;
        other.fields.forEach((name, shape) -> field(name).merge(shape));
        if (other.items != null) {
            items = items == null ? new JsonShape() : items;
            items.merge(other.items);
        }
        if (other.values != null) {
            if (values == null) {
                keysAreIds();
            }
            values.merge(other.values);
        }
    }

    private void integer(JsonParser json) throws IOException {
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            decimal(json);
            return;
        }
        integers++;
        long value = json.getLongValue();
        epochs += value >= YEAR_2000 && value < YEAR_2100 ? 1 : 0;
    }

    private void decimal(JsonParser json) throws IOException {
        if (Double.isInfinite(json.getDoubleValue())) {
            unfit++;
        } else {
            decimals++;
        }
    }

    static boolean isTime(String text) {
        if (text.length() < 20 || text.length() > 40 || text.charAt(4) != '-' || text.charAt(0) == '+') {
            return false;
        }
        try {
            return OffsetDateTime.parse(text).getYear() >= 0 && text.charAt(16) == ':';
        } catch (DateTimeException notATime) {
            return false;
        }
    }
}
