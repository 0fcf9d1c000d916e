package dev.sluice.mapping.lint;

import java.util.Objects;

/**
 * One piece of advice.
 *
 * @param code stable word for programs and docs, {@code RULE-SHADOWED}
 * @param rule the name of the rule; empty where none is concerned
 * @param place where the rule is written, for people: {@code sluice.yaml:12}
 * @param sentence what happens and what to do about it
 */
public record Advice(Level level, String code, String rule, String place, String sentence) {

    public Advice {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(sentence, "sentence");
    }
}
