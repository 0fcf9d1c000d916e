package dev.sluice.mapping.rule;

import java.util.Objects;

/**
 * What everybody after the mapping needs to know of the rule that took a message. How it maps is the engine's business.
 *
 * @param name unique among the rules; tag of metrics and dead letters
 * @param whenFull for {@link AckMode#SPOOL} alone
 * @param exactlyOnce whether messages of QoS 2 are stored in Kafka transactions, with a mark that outlives the process
 * @param source where the rule is written, for people: {@code sluice.yaml:12}
 */
public record MappingRule(
        String name, AckMode ack, SpoolWhenFull whenFull, boolean exactlyOnce, OnInvalid onInvalid, String source) {

    /** The name of the rule for what no other rule takes; no rule of a configuration may have it. */
    public static final String ENVELOPE = "envelope";

    /** A rule without a journal and without transactions. */
    public MappingRule(String name, AckMode ack, OnInvalid onInvalid, String source) {
        this(name, ack, SpoolWhenFull.WITHHOLD, false, onInvalid, source);
    }

    public MappingRule {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(ack, "ack");
        Objects.requireNonNull(whenFull, "whenFull");
        Objects.requireNonNull(onInvalid, "onInvalid");
        Objects.requireNonNull(source, "source");
    }

    /** Whether this is the rule for what no other rule takes. */
    public boolean isEnvelope() {
        return name.equals(ENVELOPE);
    }
}
