package dev.sluice.bridge.reload;

import dev.sluice.mapping.settings.Problem;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** What became of one request to read the rules again. */
public sealed interface ReloadOutcome {

    <T> T fold(
            Function<Applied, T> applied,
            Function<Unchanged, T> unchanged,
            Function<Refused, T> refused,
            Function<Unconfigured, T> unconfigured);

    /**
     * New rules are in force.
     *
     * @param coldTopics Kafka topics that Kafka has not told of yet: messages for them are held back until it does
     * @param needRestart keys that have changed, too, and are not applied before a restart
     */
    record Applied(RuleSet now, RulesChange change, Collection<String> coldTopics, List<String> needRestart)
            implements ReloadOutcome {
        @Override
        public <T> T fold(
                Function<Applied, T> applied,
                Function<Unchanged, T> unchanged,
                Function<Refused, T> refused,
                Function<Unconfigured, T> unconfigured) {
            return applied.apply(this);
        }
    }

    /**
     * Rules and schemas say what they said before.
     *
     * @param needRestart keys that have changed and are not applied before a restart
     */
    record Unchanged(RuleSet now, List<String> needRestart) implements ReloadOutcome {
        @Override
        public <T> T fold(
                Function<Applied, T> applied,
                Function<Unchanged, T> unchanged,
                Function<Refused, T> refused,
                Function<Unconfigured, T> unconfigured) {
            return unchanged.apply(this);
        }
    }

    /**
     * Something is wrong, so everything stays as it was.
     *
     * @param problems at least one
     */
    record Refused(RuleSet stillInForce, List<Problem> problems) implements ReloadOutcome {
        @Override
        public <T> T fold(
                Function<Applied, T> applied,
                Function<Unchanged, T> unchanged,
                Function<Refused, T> refused,
                Function<Unconfigured, T> unconfigured) {
            return refused.apply(this);
        }
    }

    /** There is no configuration file, so there is nothing to read. */
    record Unconfigured() implements ReloadOutcome {
        @Override
        public <T> T fold(
                Function<Applied, T> applied,
                Function<Unchanged, T> unchanged,
                Function<Refused, T> refused,
                Function<Unconfigured, T> unconfigured) {
            return unconfigured.apply(this);
        }
    }
}
