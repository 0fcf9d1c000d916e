package dev.sluice.broker.rights;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules for tests, in few words. */
final class Rule {

    static final Set<Action> BOTH = Set.of(Action.PUBLISH, Action.SUBSCRIBE);

    private Rule() {}

    static AccessRule allow(String... topics) {
        return rule(Effect.ALLOW, BOTH, Set.of(), Set.of(), topics);
    }

    static AccessRule deny(String... topics) {
        return rule(Effect.DENY, BOTH, Set.of(), Set.of(), topics);
    }

    static AccessRule rule(
            Effect effect, Set<Action> actions, Set<String> users, Set<String> clients, String... topics) {
        return new AccessRule(
                effect,
                actions,
                Arrays.stream(topics).map(TopicTemplate::of).toList(),
                users,
                clients,
                effect + Arrays.stream(topics).collect(Collectors.joining(",", "(", ")")));
    }

    /** Nothing else is allowed. */
    static AccessRules only(AccessRule... rules) {
        return new AccessRules(Effect.DENY, List.of(rules));
    }
}
