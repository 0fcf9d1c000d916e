package dev.sluice.broker.rights;

import dev.sluice.broker.access.Identity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One rule.
 *
 * @param topics at least one
 * @param users whom it is for, by proven name; empty for everybody
 * @param clients whom it is for, by client id; empty for everybody. Where both are named, both must be right
 * @param source where it is written, for people: {@code sluice.yaml:12}
 */
public record AccessRule(
        Effect effect,
        Set<Action> actions,
        List<TopicTemplate> topics,
        Set<String> users,
        Set<String> clients,
        String source) {

    public AccessRule {
        actions = Set.copyOf(actions);
        topics = List.copyOf(topics);
        users = Set.copyOf(users);
        clients = Set.copyOf(clients);
    }

    boolean isFor(Identity who) {
        return (users.isEmpty() || who.user().filter(users::contains).isPresent())
                && (clients.isEmpty() || clients.contains(who.clientId()));
    }

    /** Its topics for this identity; a topic whose placeholders have no plain value is left out where it would allow something. */
    List<LevelPattern> topicsFor(Identity who) {
        return topics.stream()
                .map(topic -> effect == Effect.DENY ? Optional.of(topic.atLeast(who)) : topic.exactly(who))
                .flatMap(Optional::stream)
                .toList();
    }
}
