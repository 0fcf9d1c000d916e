package dev.sluice.bridge.explain;

import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.bridge.trial.Trial;
import dev.sluice.bridge.trial.TrialOutcome;
import dev.sluice.bridge.trial.TrialRecord;
import dev.sluice.bridge.trial.TrialRejection;
import dev.sluice.mapping.engine.Route;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.rule.MappingDefinition;
import dev.sluice.mapping.rule.MappingRule;
import dev.sluice.mapping.rule.OnUnmapped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What becomes of a topic's messages, or of one message.
 *
 * @param routes of the rules that may take messages of this topic, in the order in which they are asked; empty when nothing takes them
 * @param outcome of the very message; empty when there was none, only a topic
 * @param others the rules that had no part in it, each with the reason, in their order
 */
public record Explanation(
        SluiceSettings settings,
        Trial trial,
        String topic,
        List<Route> routes,
        Optional<TrialOutcome> outcome,
        List<OtherRule> others) {

    /** @param why it did not take the message, for people */
    public record OtherRule(MappingRule rule, String from, String why) {}

    public static Explanation ofTopic(SluiceSettings settings, String topic) {
        var trial = new Trial(settings.rules());
        var routes = trial.routes(topic);
        var taking = routes.stream().map(Route::rule).collect(Collectors.toSet());
        return new Explanation(
                settings,
                trial,
                topic,
                routes,
                Optional.empty(),
                new RuleChoice(settings.rules()).others(topic, taking));
    }

    public static Explanation ofMessage(SluiceSettings settings, DeviceMessage message) {
        var trial = new Trial(settings.rules());
        var outcome = trial.of(message);
        var taking = new LinkedHashSet<MappingRule>();
        outcome.records().stream().map(TrialRecord::rule).forEach(taking::add);
        outcome.rejections().stream().map(TrialRejection::rule).forEach(taking::add);
        return new Explanation(
                settings,
                trial,
                message.topic(),
                trial.routes(message.topic()),
                Optional.of(outcome),
                new RuleChoice(settings.rules()).others(message.topic(), taking));
    }

    /** Whether messages like this one end in Kafka, or with local subscribers if the configuration wants that. */
    public boolean isAccepted() {
        if (outcome.isPresent()) {
            return outcome.get().rejections().isEmpty()
                    && outcome.get()
                            .unmapped()
                            .filter(OnUnmapped.REFUSE::equals)
                            .isEmpty();
        }
        return routes.isEmpty()
                ? settings.rules().onUnmapped() != OnUnmapped.REFUSE
                : routes.stream().allMatch(route -> route.complaint().isEmpty());
    }

    Optional<MappingDefinition> definition(MappingRule rule) {
        return settings.rules().mappings().stream()
                .filter(mapping -> mapping.rule().equals(rule))
                .findFirst();
    }

    /** The captures of this rule's pattern in this topic, by name. */
    Map<String, String> captures(MappingRule rule) {
        return definition(rule)
                .map(definition -> definition.from().captured(topic))
                .orElseGet(Map::of);
    }
}
