package dev.sluice.bridge.authorization;

import dev.sluice.broker.access.AccessPolicy;
import dev.sluice.broker.rights.AccessRule;
import dev.sluice.broker.rights.AccessRules;
import dev.sluice.broker.rights.Action;
import dev.sluice.broker.rights.Effect;
import dev.sluice.broker.rights.TopicTemplate;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What devices may do.
 *
 * @param rules empty where nobody wrote the section: then everybody who is let in may do everything
 */
public record AuthorizationSettings(Optional<AccessRules> rules) {

    private static final int MOST_RULES = 10_000;
    private static final String CODE = "ACCESS-RULE";

    /** @param root the whole configuration: a section with nothing in it is one that allows nothing */
    public static AuthorizationSettings read(Node root, Problems problems) {
        boolean written = root.has("authorization");
        var node = root.map("authorization", problems);
        var usual = node.choice("default", Effect.DENY, problems);
        List<AccessRule> rules = new ArrayList<>();
        var items = node.list("rules", problems);
        if (items.size() > MOST_RULES) {
            node.complain("rules", items.size() + " rules; at most " + MOST_RULES + " are allowed", CODE, problems);
        }
        items.forEach(item -> rules.add(rule(item, problems)));
        return new AuthorizationSettings(written ? Optional.of(new AccessRules(usual, rules)) : Optional.empty());
    }

    /** The rights of everybody by these rules. */
    public AccessPolicy policy() {
        return rules.isPresent() ? rules.get() : AccessPolicy.UNRESTRICTED;
    }

    private static AccessRule rule(Node item, Problems problems) {
        boolean allows = item.has("allow");
        if (allows == item.has("deny")) {
            item.complain(
                    allows
                            ? "has both allow and deny: write a rule for each"
                            : "has neither allow nor deny: what does it say?",
                    CODE,
                    problems);
        }
        var allowed = actions(item, "allow", problems);
        var denied = actions(item, "deny", problems);
        return new AccessRule(
                allows ? Effect.ALLOW : Effect.DENY,
                allows ? allowed : denied,
                topics(item, problems),
                names(item, "users", problems),
                names(item, "clients", problems),
                item.place().toString());
    }

    private static Set<Action> actions(Node item, String key, Problems problems) {
        var actions = EnumSet.noneOf(Action.class);
        if (!item.has(key)) {
            return actions;
        }
        for (var word : item.textOrTexts(key, problems)) {
            switch (word) {
                case "publish" -> actions.add(Action.PUBLISH);
                case "subscribe" -> actions.add(Action.SUBSCRIBE);
                default -> item.complain(key, "\"" + word + "\": expected publish or subscribe", CODE, problems);
            }
        }
        if (actions.isEmpty()) {
            item.complain(key, "names nothing; expected publish, subscribe or both", CODE, problems);
        }
        return actions;
    }

    private static List<TopicTemplate> topics(Node item, Problems problems) {
        List<TopicTemplate> topics = new ArrayList<>();
        var texts = item.textOrTexts("topics", problems);
        if (texts.isEmpty()) {
            item.complain("topics", "missing; expected topic filters", "MISSING-KEY", problems);
        }
        for (var text : texts) {
            var complaint = TopicTemplate.complaint(text);
            if (complaint.isPresent()) {
                item.complain("topics", "\"" + text + "\": " + complaint.get(), "ACCESS-TOPIC", problems);
            } else {
                topics.add(TopicTemplate.of(text));
            }
        }
        return topics;
    }

    private static Set<String> names(Node item, String key, Problems problems) {
        if (!item.has(key)) {
            return Set.of();
        }
        var names = new HashSet<>(item.textOrTexts(key, problems));
        if (names.isEmpty()) {
            item.complain(key, "names nobody; leave it out for everybody", CODE, problems);
        }
        return names;
    }
}
