package dev.sluice.bridge.explain;

import dev.sluice.bridge.explain.Explanation.OtherRule;
import dev.sluice.mapping.rule.MappingDefinition;
import dev.sluice.mapping.rule.MappingRule;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.rule.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says of every rule that did not take a message why it did not. */
final class RuleChoice {

    private final MappingRules rules;

    RuleChoice(MappingRules rules) {
        this.rules = rules;
    }

    /** @param taking the rules that did */
    List<OtherRule> others(String topic, Set<MappingRule> taking) {
        var others = new ArrayList<OtherRule>();
        boolean taken = false;
        for (var mapping : rules.mappings()) {
            if (taking.contains(mapping.rule())) {
                taken = true;
            } else {
                boolean late = taken && rules.match() == Match.FIRST;
                others.add(new OtherRule(mapping.rule(), mapping.from().toString(), why(mapping, topic, late)));
            }
        }
        return others;
    }

    private static String why(MappingDefinition mapping, String topic, boolean late) {
        return mapping.from()
                .complaint(topic)
                .orElseGet(() -> late
                        ? "a rule before it takes the message"
                        : "its condition does not hold (when: "
                                + mapping.condition().map(Object::toString).orElse("none") + ")");
    }
}
