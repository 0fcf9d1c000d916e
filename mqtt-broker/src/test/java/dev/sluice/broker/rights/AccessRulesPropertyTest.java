package dev.sluice.broker.rights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.access.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whoever comes, with whatever name: nothing is granted that is not written. Topics are short, so that they collide. */
class AccessRulesPropertyTest {

    private static final List<String> TOPICS = topics();

    @Property(tries = 2000)
    void aDeviceNeverGetsBeyondItsOwnLevel(@ForAll("identities") Identity who, @ForAll("filters") String text) {
        var rights = Rule.only(Rule.allow("a/{client}/#")).of(who);

        if (rights.mayPublish(text)) {
            var levels = text.split("/", -1);
            assertThat(levels[0]).isEqualTo("a");
            assertThat(levels[1]).isEqualTo(who.clientId());
        }
        if (rights.maySubscribe(text)) {
            assertThat(TOPICS)
                    .filteredOn(topic -> mqttMatches(text, topic))
                    .allSatisfy(topic -> assertThat(topic.split("/", -1)[1]).isEqualTo(who.clientId()));
        }
    }

    @Property(tries = 3000)
    void anAllowedFilterMatchesAllowedTopicsOnly(
            @ForAll("rules") AccessRules rules, @ForAll("identities") Identity who, @ForAll("filters") String filter) {
        var rights = rules.of(who);

        if (rights.maySubscribe(filter)) {
            assertThat(TOPICS)
                    .filteredOn(topic -> mqttMatches(filter, topic))
                    .allMatch(topic -> expected(rules, who, topic));
        }
    }

    @Property(tries = 3000)
    void aTopicIsAllowedExactlyIfTheFirstRuleThatNamesItSaysSo(
            @ForAll("rules") AccessRules rules, @ForAll("identities") Identity who) {
        var rights = rules.of(who);

        assertThat(TOPICS)
                .allMatch(topic -> rights.mayPublish(topic) == expected(rules, who, topic))
                .allMatch(topic -> rights.maySubscribe(topic) == expected(rules, who, topic));
    }

    @Property(tries = 2000)
    void theExplanationIsTheDecision(
            @ForAll("rules") AccessRules rules, @ForAll("identities") Identity who, @ForAll("filters") String text) {
        var rights = rules.of(who);

        assertThat(rules.decide(who, Action.PUBLISH, text).isAllowed()).isEqualTo(rights.mayPublish(text));
        assertThat(rules.decide(who, Action.SUBSCRIBE, text).isAllowed()).isEqualTo(rights.maySubscribe(text));
    }

    /** The rules told once more, slowly: text against text. */
    private static boolean expected(AccessRules rules, Identity who, String topic) {
        for (var rule : rules.rules()) {
            if (!rule.users().isEmpty() && !rule.users().contains(who.user().orElse(""))) {
                continue;
            }
            for (var template : rule.topics()) {
                boolean deny = rule.effect() == Effect.DENY;
                boolean plain = true;
                var levels = template.toString().split("/", -1);
                for (int i = 0; i < levels.length; i++) {
                    if (levels[i].startsWith("{")) {
                        var value = value(levels[i], who);
                        boolean usable = !value.isEmpty()
                                && !value.matches("(?s).*[+#/\\x00].*")
                                && !(i == 0 && value.startsWith("$"));
                        plain &= usable;
                        levels[i] = usable ? value : "+";
                    }
                }
                var text = String.join("/", levels);
                if ((plain || deny) && (mqttMatches(text, topic) || deny && matches(text, topic))) {
                    return !deny;
                }
            }
        }
        return rules.usual() == Effect.ALLOW;
    }

    private static String value(String placeholder, Identity who) {
        return switch (placeholder) {
            case "{client}" -> who.clientId();
            case "{user}" -> who.user().orElse("");
            default -> who.attributes().getOrDefault("cert.cn", "");
        };
    }

    private static boolean mqttMatches(String filter, String topic) {
        return !(topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"))) && matches(filter, topic);
    }

    /** By a regular expression, as nothing else here does it. */
    private static boolean matches(String filter, String topic) {
        var pattern = new StringBuilder();
        var levels = filter.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            if (levels[i].equals("#")) {
                pattern.append(i == 0 ? ".*" : "(/.*)?");
            } else {
                pattern.append(i == 0 ? "" : "/").append(levels[i].equals("+") ? "[^/]*" : Pattern.quote(levels[i]));
            }
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL)
                .matcher(topic)
                .matches();
    }

    /** Every topic of up to three levels of a small world. */
    private static List<String> topics() {
        var words = List.of("", "a", "b", "$a");
        List<String> topics = new ArrayList<>();
        List<String> longest = List.of("a", "b", "$a");
        topics.addAll(longest);
        for (int depth = 2; depth <= 3; depth++) {
            longest = longest.stream()
                    .flatMap(front -> words.stream().map(word -> front + "/" + word))
                    .toList();
            topics.addAll(longest);
        }
        return topics;
    }

    @Provide
    Arbitrary<String> filters() {
        return Arbitraries.of("", "a", "b", "+", "#", "$a", "a+")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(levels -> String.join("/", levels));
    }

    @Provide
    Arbitrary<Identity> identities() {
        var names = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of("a", "b", "$a", "+", "#", "/", "a/b", "a/#", "", "{client}", "a\0")),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(3)));
        return Combinators.combine(names, names.optional(), names.optional())
                .as((client, user, cn) -> new Identity(
                        client,
                        user,
                        cn.<Map<String, String>>map(name -> Map.of("cert.cn", name))
                                .orElse(Map.of()),
                        Optional.empty()));
    }

    @Provide
    Arbitrary<AccessRules> rules() {
        var topic = Arbitraries.of("a", "b", "+", "{client}", "{user}", "{cert.cn}", "$a")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(levels -> String.join("/", levels));
        var filter = Combinators.combine(topic, Arbitraries.of("", "", "/#")).as(String::concat);
        var rule = Combinators.combine(
                        Arbitraries.of(Effect.class),
                        filter.list().ofMinSize(1).ofMaxSize(2),
                        Arbitraries.of(Set.<String>of(), Set.<String>of(), Set.of("a")))
                .as((effect, topics, users) ->
                        Rule.rule(effect, Rule.BOTH, users, Set.of(), topics.toArray(String[]::new)));
        return Combinators.combine(Arbitraries.of(Effect.class), rule.list().ofMaxSize(4))
                .as(AccessRules::new);
    }
}
