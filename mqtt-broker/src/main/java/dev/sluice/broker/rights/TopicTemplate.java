package dev.sluice.broker.rights;

import dev.sluice.broker.access.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A topic filter of a rule, with placeholders: {@code devices/{client}/#}. A placeholder is a level, or a part of one, and its value never is more
 * than that: one with {@code / + #} or NUL in it, an empty one, and one that would make a topic begin with {@code $} is no plain value.
 */
public final class TopicTemplate {

    private final String text;
    private final List<LevelTemplate> levels;
    private final boolean rest;
    /** What it is for everybody; null where that depends. */
    private final LevelPattern constant;

    private TopicTemplate(String text, List<LevelTemplate> levels, boolean rest) {
        this.text = text;
        this.levels = List.copyOf(levels);
        this.rest = rest;
        this.constant = placeholders().isEmpty()
                ? new LevelPattern(levels.stream().map(LevelTemplate::written).toList(), rest)
                : null;
    }

    /** Why this is no topic of a rule, for people; empty if it is one. */
    public static Optional<String> complaint(String text) {
        if (text.isEmpty()) {
            return Optional.of("is empty");
        }
        if (text.indexOf('\0') >= 0) {
            return Optional.of("holds a NUL, which MQTT forbids");
        }
        if (text.startsWith("$share/")) {
            return Optional.of(
                    "names a share; write the topic filter alone, it holds for shared subscriptions as well");
        }
        var parts = text.split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].equals("#") && i < parts.length - 1) {
                return Optional.of("'#' must be the last level");
            }
            var complaint = LevelTemplate.complaint(parts[i]);
            if (complaint.isPresent()) {
                return complaint;
            }
        }
        return Optional.empty();
    }

    /** @throws IllegalArgumentException for a text that there is a {@link #complaint} about */
    public static TopicTemplate of(String text) {
        complaint(text).ifPresent(why -> {
            throw new IllegalArgumentException(text + ": " + why);
        });
        List<LevelTemplate> levels = new ArrayList<>();
        var parts = text.split("/", -1);
        boolean rest = parts[parts.length - 1].equals("#");
        for (int i = 0; i < parts.length - (rest ? 1 : 0); i++) {
            levels.add(LevelTemplate.of(parts[i], i == 0));
        }
        return new TopicTemplate(text, levels, rest);
    }

    List<LevelTemplate> levels() {
        return levels;
    }

    /** Whether a {@code #} comes after the levels. */
    boolean hasRest() {
        return rest;
    }

    /** Names without braces, in their order: {@code client}, {@code cert.cn}. */
    public List<String> placeholders() {
        return levels.stream().flatMap(level -> level.placeholders().stream()).toList();
    }

    /** The placeholders that have no plain value for this identity. */
    public List<String> withoutValue(Identity who) {
        return levels.stream().flatMap(level -> level.withoutValue(who)).toList();
    }

    /** What this is for one identity, to the letter; empty if a placeholder has no plain value. */
    Optional<LevelPattern> exactly(Identity who) {
        if (constant != null) {
            return Optional.of(constant);
        }
        return withoutValue(who).isEmpty() ? Optional.of(atLeast(who)) : Optional.empty();
    }

    /** The same, with any value where a placeholder has no plain one. */
    LevelPattern atLeast(Identity who) {
        return constant != null
                ? constant
                : new LevelPattern(levels.stream().map(level -> level.of(who)).toList(), rest);
    }

    /** Whether every topic that {@code other} can stand for is one that this can stand for, whoever asks. */
    public boolean covers(TopicTemplate other) {
        return shape().contains(other.shape());
    }

    /** With placeholders as they are written: each covers nothing but itself. */
    private LevelPattern shape() {
        return new LevelPattern(levels.stream().map(LevelTemplate::written).toList(), rest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopicTemplate template && template.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
