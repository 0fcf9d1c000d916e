package dev.sluice.mapping.lint;

import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.rule.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Looks over rules that are right, for what their author will hardly have wanted. */
public final class Lint {

    private Lint() {}

    /**
     * All advice on these rules, in their order, the surest first.
     *
     * @param oneSchemaPerTopic whether the registry keeps one schema's history for each Kafka topic, so that readers expect one there
     */
    public static List<Advice> of(MappingRules rules, boolean oneSchemaPerTopic) {
        var linted = rules.mappings().stream().map(LintedRule::of).toList();
        var advice = new ArrayList<Advice>();
        var together = new RulesTogether(linted, rules.match() == Match.ALL, oneSchemaPerTopic);
        for (int i = 0; i < linted.size(); i++) {
            var ofRule = new ArrayList<Advice>();
            together.advise(i, ofRule);
            new OneRule(linted.get(i)).advise(ofRule);
            ofRule.sort(Comparator.comparing(Advice::level));
            advice.addAll(ofRule);
        }
        return advice;
    }
}
