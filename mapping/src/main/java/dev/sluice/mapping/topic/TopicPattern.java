package dev.sluice.mapping.topic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which topics a rule takes, and what it remembers of them: {@code devices/{site}/{device}/telemetry}.
 *
 * <p>{@code {x}} and {@code +} stand for exactly one level, which may be empty; {@code {x...}} takes one level or more up to the end, slashes included;
 * {@code #} takes any number of levels, also none. The last two can only come last. As in MQTT 5.0 §4.7.2, a pattern that begins with any of
 * the four does not match a topic that begins with {@code $}.
 */
public final class TopicPattern {

    private static final Set<String> RESERVED = Set.of("payload", "mqtt");

    private final String text;
    private final List<PatternLevel> levels;
    private final List<String> captures;

    private TopicPattern(String text, List<PatternLevel> levels) {
        this.text = text;
        this.levels = List.copyOf(levels);
        this.captures = levels.stream()
                .filter(PatternLevel::isCapture)
                .map(PatternLevel::text)
                .toList();
    }

    /** @throws IllegalArgumentException when it is not a pattern; the message begins with it and says what is allowed */
    public static TopicPattern parse(String text) {
        TopicName.complaintOfAnyTopic(text).ifPresent(why -> refuse(text, why));
        var written = TopicLevels.of(text);
        var levels = new ArrayList<PatternLevel>();
        var names = new HashSet<String>();
        for (int i = 0; i < written.length; i++) {
            var level = level(text, written[i]);
            boolean takesRest = level.kind() == PatternLevel.Kind.REST || level.kind() == PatternLevel.Kind.ANY_REST;
            if (takesRest && i < written.length - 1) {
                refuse(text, "'" + written[i] + "' must be the last level");
            }
            if (level.isCapture() && !names.add(level.text())) {
                refuse(text, "{" + level.text() + "} is captured twice");
            }
            levels.add(level);
        }
        return new TopicPattern(text, levels);
    }

    private static PatternLevel level(String pattern, String level) {
        if (level.equals("+")) {
            return new PatternLevel(PatternLevel.Kind.ONE, null);
        }
        if (level.equals("#")) {
            return new PatternLevel(PatternLevel.Kind.ANY_REST, null);
        }
        if (level.indexOf('+') >= 0 || level.indexOf('#') >= 0) {
            refuse(pattern, "'+' and '#' stand for whole levels, in \"" + level + "\" they are part of one");
        }
        if (level.indexOf('{') < 0 && level.indexOf('}') < 0) {
            return new PatternLevel(PatternLevel.Kind.LITERAL, level);
        }
        if (!level.startsWith("{") || level.indexOf('}') != level.length() - 1 || level.lastIndexOf('{') != 0) {
            refuse(pattern, "a capture is a whole level, as in devices/{device}; \"" + level + "\" is not");
        }
        var name = level.substring(1, level.length() - 1);
        boolean takesRest = name.endsWith("...");
        name = takesRest ? name.substring(0, name.length() - 3) : name;
        if (!isName(name)) {
            refuse(pattern, "\"" + level + "\": a capture's name is a letter, then letters, digits, '_' or '-'");
        }
        if (RESERVED.contains(name)) {
            refuse(pattern, "{" + name + "} has a meaning of its own; give the capture another name");
        }
        return new PatternLevel(takesRest ? PatternLevel.Kind.REST : PatternLevel.Kind.ONE, name);
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && isLetter(name.charAt(0))
                && name.chars().allMatch(c -> isLetter(c) || c >= '0' && c <= '9' || c == '_' || c == '-');
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static void refuse(String pattern, String why) {
        throw new IllegalArgumentException("\"" + pattern + "\": " + why);
    }

    /** Names of the captures, left to right; {@link TopicTree.Match#captures} has their values in the same order. */
    public List<String> captureNames() {
        return captures;
    }

    /** Why this pattern does not take a topic, for people; empty when it does. */
    public Optional<String> complaint(String topic) {
        var given = TopicLevels.of(topic);
        var first = levels.get(0);
        if (topic.startsWith("$") && first.kind() != PatternLevel.Kind.LITERAL) {
            return Optional.of("the topic begins with $, which no wildcard takes");
        }
        for (int i = 0; i < levels.size(); i++) {
            var level = levels.get(i);
            if (level.kind() == PatternLevel.Kind.ANY_REST) {
                return Optional.empty();
            }
            if (i >= given.length) {
                return Optional.of("the topic ends before level " + (i + 1));
            }
            if (level.kind() == PatternLevel.Kind.REST) {
                return Optional.empty();
            }
            if (level.kind() == PatternLevel.Kind.LITERAL && !level.text().equals(given[i])) {
                return Optional.of("level " + (i + 1) + " is \"" + given[i] + "\", not \"" + level.text() + "\"");
            }
        }
        return given.length == levels.size()
                ? Optional.empty()
                : Optional.of("the topic has " + given.length + " levels, not " + levels.size());
    }

    /** Whether this pattern takes every topic that the other takes. */
    public boolean covers(TopicPattern other) {
        return new PatternComparison(levels, other.levels).covers();
    }

    /** Whether there is a topic that both take. */
    public boolean overlaps(TopicPattern other) {
        return new PatternComparison(levels, other.levels).overlap();
    }

    /** Whether both are the same but for the names of their captures; {@code +} counts as a capture. */
    public boolean hasShapeOf(TopicPattern other) {
        return new PatternComparison(levels, other.levels).sameShape();
    }

    /** Whether this capture takes all that is left of a topic: {@code {x...}}. */
    public boolean takesRest(String capture) {
        return levels.stream()
                .anyMatch(level -> level.kind() == PatternLevel.Kind.REST && capture.equals(level.text()));
    }

    List<PatternLevel> levels() {
        return levels;
    }

    /** The captured values by name, of a topic that this pattern is known to match. */
    public Map<String, String> captured(String topic) {
        var values = capture(TopicLevels.of(topic));
        var named = new LinkedHashMap<String, String>();
        for (int i = 0; i < values.length; i++) {
            named.put(captures.get(i), values[i]);
        }
        return named;
    }

    /** The captured values of a topic that this pattern is known to match. */
    String[] capture(String[] topic) {
        var values = new String[captures.size()];
        int next = 0;
        for (int i = 0; i < levels.size(); i++) {
            var level = levels.get(i);
            if (level.isCapture()) {
                values[next++] = level.kind() == PatternLevel.Kind.ONE
                        ? topic[i]
                        : String.join("/", List.of(topic).subList(i, topic.length));
            }
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopicPattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
