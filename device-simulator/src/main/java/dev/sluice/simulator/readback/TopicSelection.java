package dev.sluice.simulator.readback;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which topics to read: names, and regular expressions that match a whole name. An item with nothing but letters, digits and
 * {@code . _ -} is a name. Expressions never match Kafka's internal topics.
 */
public record TopicSelection(List<String> names, List<Pattern> patterns) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

    /**
     * Reads a comma-separated list.
     *
     * @throws IllegalArgumentException when it is empty or an expression does not parse
     */
    public static TopicSelection parse(String text) {
        List<String> names = new ArrayList<>();
        List<Pattern> patterns = new ArrayList<>();
        for (String item : text.split(",")) {
            String trimmed = item.trim();
            if (NAME.matcher(trimmed).matches()) {
                names.add(trimmed);
            } else if (!trimmed.isEmpty()) {
                try {
                    patterns.add(Pattern.compile(trimmed));
                } catch (PatternSyntaxException e) {
                    throw new IllegalArgumentException(
                            "\"" + trimmed + "\" is neither a topic name nor a regular expression: "
                                    + e.getDescription(),
                            e);
                }
            }
        }
        if (names.isEmpty() && patterns.isEmpty()) {
            throw new IllegalArgumentException("no topic is named");
        }
        return new TopicSelection(List.copyOf(names), List.copyOf(patterns));
    }

    /** Those of the existing topics that are meant, sorted. */
    public Set<String> among(Collection<String> existing) {
        Set<String> chosen = new TreeSet<>();
        for (String topic : existing) {
            boolean matches = !topic.startsWith("__")
                    && patterns.stream()
                            .anyMatch(pattern -> pattern.matcher(topic).matches());
            if (matches || names.contains(topic)) {
                chosen.add(topic);
            }
        }
        return chosen;
    }

    /** Items that match none of the existing topics. */
    public List<String> unmatched(Collection<String> existing) {
        List<String> unmatched = new ArrayList<>(names);
        unmatched.removeAll(existing);
        for (Pattern pattern : patterns) {
            if (new TopicSelection(List.of(), List.of(pattern)).among(existing).isEmpty()) {
                unmatched.add(pattern.pattern());
            }
        }
        return unmatched;
    }
}
