package dev.sluice.bridge.authorization;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.broker.access.Identity;
import dev.sluice.broker.rights.AccessRule;
import dev.sluice.broker.rights.AccessRules;
import dev.sluice.broker.rights.Action;
import dev.sluice.broker.rights.Decision;
import java.io.PrintWriter;

/** What the rules say of one device and one topic or topic filter. */
public final class AccessExplanation {

    private static final String SHARE = "$share/";

    private final AuthorizationSettings settings;
    private final Identity who;
    private final String topic;

    /** @param topic a topic or a topic filter, as a device would write it */
    public AccessExplanation(AuthorizationSettings settings, Identity who, String topic) {
        this.settings = settings;
        this.who = who;
        this.topic = topic;
    }

    /** Whether the device may do anything at all with it. */
    public boolean isAnythingAllowed() {
        return isAllowed(Action.PUBLISH) || isAllowed(Action.SUBSCRIBE);
    }

    private boolean isAllowed(Action action) {
        if (settings.rules().isEmpty()) {
            return action == Action.SUBSCRIBE || isTopic();
        }
        return (action == Action.SUBSCRIBE || isTopic())
                && decision(settings.rules().get(), action).isAllowed();
    }

    /** Topics with wildcards are filters, and those with $ at the beginning the server's own: no device publishes there. */
    private boolean isTopic() {
        return topic.indexOf('+') < 0 && topic.indexOf('#') < 0 && !topic.startsWith("$");
    }

    private Decision decision(AccessRules rules, Action action) {
        return rules.decide(who, action, action == Action.SUBSCRIBE ? unshared() : topic);
    }

    private String unshared() {
        int end = topic.startsWith(SHARE) ? topic.indexOf('/', SHARE.length()) : -1;
        return end < 0 ? topic : topic.substring(end + 1);
    }

    public void print(PrintWriter out) {
        out.println("device " + who.clientId() + ", "
                + who.user().map(name -> "user " + name).orElse("no user") + ", topic " + topic);
        for (var action : Action.values()) {
            print(action, out);
        }
    }

    private void print(Action action, PrintWriter out) {
        out.println();
        out.println(String.format("%-10s %s", RuleText.word(action), sentence(action)));
        if (settings.rules().isPresent() && (action == Action.SUBSCRIBE || isTopic())) {
            decision(settings.rules().get(), action)
                    .passed()
                    .forEach(passed -> out.println("           not decided by " + named(passed.rule()) + ": it "
                            + (passed.why().startsWith("its") ? "is void, as " : "") + passed.why()));
        }
    }

    private String sentence(Action action) {
        if (action == Action.PUBLISH && !isTopic()) {
            return topic.startsWith("$")
                    ? "never: topics that begin with $ are the server's own"
                    : "never: it has wildcards, so it is a topic filter";
        }
        if (settings.rules().isEmpty()) {
            return "allowed: there is no section authorization, so every device may do everything";
        }
        var rules = settings.rules().get();
        var decision = decision(rules, action);
        return (decision.isAllowed() ? "allowed by " : "denied by ")
                + decision.rule()
                        .map(rule -> named(rule) + ", " + RuleText.of(rule))
                        .orElse("authorization.default (" + RuleText.word(rules.usual()) + "): no rule speaks of it");
    }

    private String named(AccessRule rule) {
        return "rule " + number(rule) + " (" + rule.source() + ")";
    }

    private int number(AccessRule rule) {
        var rules = settings.rules().orElseThrow().rules();
        int number = 0;
        while (rules.get(number) != rule) {
            number++;
        }
        return number + 1;
    }

    public String json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("client", who.clientId());
        json.put("user", who.user().orElse(null));
        json.put("topic", topic);
        for (var action : Action.values()) {
            json.set(RuleText.word(action), json(action));
        }
        return json.toPrettyString();
    }

    private ObjectNode json(Action action) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("allowed", isAllowed(action));
        json.put("why", sentence(action));
        if (settings.rules().isPresent() && (action == Action.SUBSCRIBE || isTopic())) {
            decision(settings.rules().get(), action)
                    .rule()
                    .ifPresent(rule -> json.put("rule", number(rule)).put("place", rule.source()));
        }
        return json;
    }
}
