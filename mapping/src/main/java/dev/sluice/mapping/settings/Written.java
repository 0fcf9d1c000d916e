package dev.sluice.mapping.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A value as the file and the command line together have it, and which of its parts have been asked for. */
final class Written {

    private static final int MOST_SUGGESTIONS = 16;

    private final References references;
    final String path;
    final Place place;
    private final YamlValue value;
    /** Those that aim below this value and that no part has taken yet. */
    private final List<Assignment> assignments;

    private final Map<String, Written> parts = new LinkedHashMap<>();
    private final Set<String> suggestions = new LinkedHashSet<>();
    private boolean skipped;
    /** Null until somebody reads it: references are resolved, and complained of, once. */
    private Optional<String> text;

    /** @param value null when it is not in the file */
    Written(References references, String path, Place place, YamlValue value, List<Assignment> assignments) {
        this.references = references;
        this.path = path;
        this.assignments = new ArrayList<>(assignments);
        var whole = assignments.stream().filter(a -> a.rest().isEmpty()).reduce((first, last) -> last);
        this.assignments.removeIf(a -> a.rest().isEmpty());
        this.place = whole.isPresent() ? Place.OVERRIDE : place;
        this.value = whole.isPresent() ? new YamlValue.Scalar(whole.get().value(), true, Place.OVERRIDE) : value;
    }

    References references() {
        return references;
    }

    boolean isWritten() {
        return value != null || !assignments.isEmpty();
    }

    /** Nobody wrote it, or wrote nothing behind its key. */
    boolean isEmpty() {
        return value == null || value instanceof YamlValue.Scalar scalar && scalar.text() == null;
    }

    boolean isMap() {
        return value instanceof YamlValue.Mapping;
    }

    boolean isList() {
        return value instanceof YamlValue.Sequence;
    }

    String kind() {
        return value == null ? "nothing" : value.kind();
    }

    void suggest(String key) {
        suggestions.add(key);
    }

    void skip() {
        skipped = true;
    }

    void reads(Input input) {
        references.add(input);
    }

    /** Adds what is written here and below, by path. */
    void addContent(Map<String, String> content) {
        if (isList() && parts.isEmpty()) {
            items();
        }
        if (isMap() || !parts.isEmpty()) {
            mapping().keySet().stream()
                    .filter(key -> !parts.containsKey(key))
                    .forEach(key -> newPart(key).addContent(content));
            parts.values().stream().filter(Written::isWritten).forEach(part -> part.addContent(content));
        } else if (value instanceof YamlValue.Scalar scalar && scalar.text() != null) {
            content.put(path, text != null && text.isPresent() ? text.get() : scalar.text());
        }
    }

    void complain(String message, String code, Problems problems) {
        problems.add(new Problem(place, path, message, code));
    }

    Optional<String> asText(String expected, Problems problems) {
        if (text == null) {
            text = Optional.empty();
            if (value instanceof YamlValue.Scalar scalar && scalar.text() != null) {
                text = References.areIn(scalar.text())
                        ? Optional.ofNullable(references.resolve(scalar.text(), place, path, problems))
                        : Optional.of(scalar.text());
            } else if (value != null) {
                complain(kind() + ": expected " + expected, "WRONG-TYPE", problems);
                skip();
            }
        }
        return text;
    }

    /** The whole value as JSON; everything in it counts as asked for. Null, and numbers and truth values that stand without quotes, stay what they are. */
    JsonNode asJson(Problems problems) {
        var json = JsonNodeFactory.instance;
        if (isMap()) {
            var object = json.objectNode();
            for (var key : unasked()) {
                object.set(key, part(key).asJson(problems));
            }
            return object;
        }
        if (isList()) {
            var array = json.arrayNode();
            items().forEach(item -> array.add(item.asJson(problems)));
            return array;
        }
        var scalar = (YamlValue.Scalar) value;
        if (scalar == null || scalar.text() == null) {
            return scalar != null && scalar.isText() ? json.textNode("") : json.nullNode();
        }
        var text = asText("text", problems).orElse("");
        return scalar.isText() ? json.textNode(text) : number(text);
    }

    private static JsonNode number(String text) {
        var json = JsonNodeFactory.instance;
        if (text.equals("true") || text.equals("false")) {
            return json.booleanNode(text.equals("true"));
        }
        try {
            return json.numberNode(new BigDecimal(text.replace("_", "")));
        } catch (NumberFormatException ofYamlsOwn) { // .inf, 0x1f
            return json.textNode(text);
        }
    }

    /** As messages may show it: in quotes, shortened, references unresolved, and {@code ***} when its path speaks of a secret. */
    String shown() {
        if (!(value instanceof YamlValue.Scalar scalar) || scalar.text() == null) {
            return kind();
        }
        if (Secret.isNamedLikeOne(path)) {
            return "***";
        }
        var written = scalar.text();
        return '"' + (written.length() <= 60 ? written : written.substring(0, 59) + "…") + '"';
    }

    boolean has(String key) {
        var part = parts.get(key);
        return part != null
                ? part.isWritten()
                : mapping().containsKey(key) || assignments.stream().anyMatch(a -> a.below(key) != null);
    }

    Written part(String key) {
        suggest(key);
        return parts.computeIfAbsent(key, this::newPart);
    }

    private Written newPart(String key) {
        var mine = new ArrayList<Assignment>();
        for (var assignment : List.copyOf(assignments)) {
            var below = assignment.below(key);
            if (below != null) {
                mine.add(below);
                assignments.remove(assignment);
            }
        }
        var entry = mapping().get(key);
        return new Written(
                references,
                path.isEmpty() ? key : path + "." + key,
                entry != null ? entry.place() : mine.isEmpty() ? place : Place.OVERRIDE,
                entry != null ? entry.value() : null,
                mine);
    }

    /** The items of a list; an assignment to the index behind the last one adds an item. */
    List<Written> items() {
        var inFile = value instanceof YamlValue.Sequence sequence ? sequence.items() : List.<YamlValue>of();
        var items = new ArrayList<Written>();
        for (int index = 0; ; index++) {
            var mine = new ArrayList<Assignment>();
            for (var assignment : List.copyOf(assignments)) {
                if (assignment.index() == index) {
                    mine.add(assignment.belowIndex());
                    assignments.remove(assignment);
                }
            }
            if (index >= inFile.size() && mine.isEmpty()) {
                return items;
            }
            var item = index < inFile.size() ? inFile.get(index) : null;
            var name = "[" + index + "]";
            items.add(new Written(references, path + name, item == null ? Place.OVERRIDE : item.place(), item, mine));
            parts.put(name, items.get(index));
        }
    }

    /** Keys of this map that nobody has asked for yet, in the order in which they are written, assignments last. */
    List<String> unasked() {
        var keys = new LinkedHashSet<>(mapping().keySet());
        assignments.stream()
                .map(Assignment::rest)
                .filter(rest -> !rest.startsWith("["))
                .forEach(keys::add);
        keys.removeAll(parts.keySet());
        return List.copyOf(keys);
    }

    void complainOfUnread(Problems problems) {
        if (skipped) {
            return;
        }
        for (var key : unasked()) {
            var hint = hint(key);
            var part = newPart(key);
            part.complain("unknown key; " + hint, "UNKNOWN-KEY", problems);
        }
        for (var stray : assignments) {
            problems.add(new Problem(
                    Place.OVERRIDE, path + stray.rest(), "there is no such place in the settings", "BAD-OVERRIDE"));
        }
        parts.values().forEach(part -> part.complainOfUnread(problems));
    }

    private String hint(String key) {
        var closest = Spelling.closest(key, suggestions);
        if (closest.isPresent()) {
            return "did you mean \"" + closest.get() + "\"?";
        }
        return suggestions.isEmpty()
                ? "none is allowed here"
                : "allowed here: "
                        + suggestions.stream().limit(MOST_SUGGESTIONS).collect(Collectors.joining(", "))
                        + (suggestions.size() > MOST_SUGGESTIONS ? ", …" : "");
    }

    private Map<String, YamlValue.Entry> mapping() {
        return value instanceof YamlValue.Mapping mapping ? mapping.entries() : Map.of();
    }
}
