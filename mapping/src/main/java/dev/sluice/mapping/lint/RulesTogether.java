package dev.sluice.mapping.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Advice that one rule needs because of those before it. */
final class RulesTogether {

    private final List<LintedRule> rules;
    private final boolean allMatch;
    private final boolean oneSchemaPerTopic;
    /** By template, as written: the first rule that writes there. */
    private final Map<String, LintedRule> firstInTopic = new HashMap<>();

    RulesTogether(List<LintedRule> rules, boolean allMatch, boolean oneSchemaPerTopic) {
        this.rules = rules;
        this.allMatch = allMatch;
        this.oneSchemaPerTopic = oneSchemaPerTopic;
        rules.forEach(rule -> firstInTopic.putIfAbsent(rule.topic().written(), rule));
    }

    void advise(int index, List<Advice> advice) {
        var rule = rules.get(index);
        if (allMatch) {
            twice(rule, rules.subList(0, index), advice);
        } else {
            shadow(rule, rules.subList(0, index), advice);
        }
        mixedSchemas(rule, advice);
    }

    private static void shadow(LintedRule rule, List<LintedRule> before, List<Advice> advice) {
        for (var earlier : before) {
            boolean takesAll = !earlier.isConditional() || earlier.condition().equals(rule.condition());
            if (takesAll && earlier.from().covers(rule.from())) {
                boolean same = earlier.from().hasShapeOf(rule.from());
                advice.add(rule.advice(
                        Level.ERROR,
                        "RULE-SHADOWED",
                        "Never takes a message: rule \"" + earlier.rule().name() + "\" ("
                                + earlier.rule().source() + ") takes "
                                + (same ? "the same topics" : "all of its topics, and others,") + " before it ("
                                + earlier.from() + "). "
                                + (same
                                        ? "Remove one of the two, or give the first a condition (when)."
                                        : "Write this rule before that one.")));
                return;
            }
        }
    }

    /** With {@code match: all}, two rules that take one message into one topic store it there twice. */
    private static void twice(LintedRule rule, List<LintedRule> before, List<Advice> advice) {
        for (var earlier : before) {
            if (!earlier.isConditional()
                    && !rule.isConditional()
                    && earlier.topic().written().equals(rule.topic().written())
                    && earlier.schema().equals(rule.schema())
                    && earlier.from().overlaps(rule.from())) {
                advice.add(rule.advice(
                        Level.WARNING,
                        "RECORD-TWICE",
                        "Writes into Kafka topic " + rule.topic().written() + " what rule \""
                                + earlier.rule().name() + "\" ("
                                + earlier.rule().source()
                                + ") writes there too: with match: all a message that both take becomes two records of one schema. Give"
                                + " the two patterns that do not overlap, or conditions (when)."));
                return;
            }
        }
    }

    private void mixedSchemas(LintedRule rule, List<Advice> advice) {
        var first = firstInTopic.get(rule.topic().written());
        if (first == rule || first.schema().equals(rule.schema())) {
            return;
        }
        boolean blind = rule.framing() == LintedRule.Framing.NONE || first.framing() == LintedRule.Framing.NONE;
        boolean ofRegistry =
                rule.framing() == LintedRule.Framing.OF_REGISTRY && first.framing() == LintedRule.Framing.OF_REGISTRY;
        if (blind || oneSchemaPerTopic && ofRegistry) {
            advice.add(rule.advice(
                    Level.WARNING,
                    "SCHEMA-MIXED",
                    "Writes " + rule.schema().getFullName() + " into Kafka topic "
                            + rule.topic().written() + ", where rule \""
                            + first.rule().name() + "\" (" + first.rule().source() + ") writes "
                            + first.schema().getFullName() + ": "
                            + (blind
                                    ? "with format: plain a reader cannot tell the two apart."
                                    : "schemas.registry.subject: topic allows one schema's history per topic.")
                            + " Give each its own topic, or "
                            + (blind ? "another format." : "another subject strategy.")));
        }
    }
}
