package dev.sluice.mapping.rule;

import java.util.Objects;

/**
 * What everybody after the mapping needs to know of the rule that took a message. How it maps is the engine's business.
 *
 * @param name unique among the rules; tag of metrics and dead letters
 * @param source where the rule is written, for people: {@code sluice.yaml:12}
 */
public record MappingRule(String name, AckMode ack, OnInvalid onInvalid, String source) {

    /** The name of the rule for what no other rule takes; no rule of a configuration may have it. */
    public static final String ENVELOPE = "envelope";

    public MappingRule {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(ack, "ack");
        Objects.requireNonNull(onInvalid, "onInvalid");
        Objects.requireNonNull(source, "source");
    }

    /** Whether this is the rule for what no other rule takes. */
    public boolean isEnvelope() {
        return name.equals(ENVELOPE);
    }
}
