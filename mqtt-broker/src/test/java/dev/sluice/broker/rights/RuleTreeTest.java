package dev.sluice.broker.rights;

import static dev.sluice.broker.rights.Rule.allow;
import static dev.sluice.broker.rights.Rule.deny;
import static dev.sluice.broker.rights.Rule.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.access.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rule decides of a topic name. Against an oracle: {@link AccessRulesPropertyTest}. */
class RuleTreeTest {

    private static final Identity D7 = Identity.anonymous("d7");

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true", "a/b, a/b/c, false", "a/b, a, false", "a/+, a/b, true", "a/+, a/, true", "a/+, a, false",
        "a/#, a, true", "a/#, a/b/c, true", "a/#, ab, false", "#, a/b, true", "+, a, true", "+, a/b, false",
        "+/+, /a, true", "#, $SYS/x, false", "+/x, $SYS/x, false", "$SYS/#, $SYS/x, true", "a/b, a/bc, false"
    })
    void matchesWhatMqttMatches(String pattern, String topic, boolean matches) {
        assertThat(first(topic, allow(pattern))).isEqualTo(matches ? 0 : RuleRights.NOBODY);
    }

    @Test
    void theFirstRuleIsFoundWhicheverWayLeadsToIt() {
        var rules = new AccessRule[] {
            deny("a/+/c"), allow("a/b/c"), allow("+/b/#"), deny("{client}/#"), allow("#"), allow("a/b")
        };

        assertThat(first("a/b/c", rules)).isZero();
        assertThat(first("a/b", rules)).isEqualTo(2);
        assertThat(first("d7/x", rules)).isEqualTo(3);
        assertThat(first("d7/b", rules)).isEqualTo(2);
        assertThat(first("d8", rules)).isEqualTo(4);
    }

    @Test
    void aRuleOfSomebodyElseIsPassed() {
        var others = rule(Effect.ALLOW, Set.of(Action.PUBLISH), Set.of(), Set.of("d8"), "a/#");
        var subscribing = rule(Effect.ALLOW, Set.of(Action.SUBSCRIBE), Set.of(), Set.of(), "a/#");

        assertThat(first("a/b", others, subscribing, deny("a/b"))).isEqualTo(2);
    }

    @Test
    void aPlaceholderIsPartOfALevel() {
        assertThat(first("dev-d7/x", allow("dev-{client}/x"))).isZero();
        assertThat(first("dev-d8/x", allow("dev-{client}/x"))).isEqualTo(RuleRights.NOBODY);
    }

    @Test
    void aPlaceholderWithoutValueIsAnythingToADenialAndNothingToAPermission() {
        assertThat(first("a/x", allow("{user}/x"), deny("a/{user}"))).isEqualTo(1);
    }

    @Test
    void onePlaceholderMayStandForTwoThings() {
        // at the beginning of a topic no value may begin with $, elsewhere it may
        var reserved = Identity.anonymous("$d");
        var tree = new RuleTree(List.of(allow("{client}/x"), allow("a/{client}")));

        assertThat(tree.first("$d/x", tree.of(reserved))).isEqualTo(RuleRights.NOBODY);
        assertThat(tree.first("a/$d", tree.of(reserved))).isEqualTo(1);
    }

    @Test
    void thousandsOfRulesAreTooManyForNobody() {
        var rules = new ArrayList<AccessRule>();
        for (int i = 0; i < 5_000; i++) {
            rules.add(deny("plant/line-" + i + "/#"));
        }
        rules.add(allow("plant/#"));

        assertThat(first("plant/line-4999/x", rules.toArray(AccessRule[]::new))).isEqualTo(4_999);
        assertThat(first("plant/line-5000/x", rules.toArray(AccessRule[]::new))).isEqualTo(5_000);
    }

    private static int first(String topic, AccessRule... rules) {
        var tree = new RuleTree(List.of(rules));
        return tree.first(topic, tree.of(D7));
    }
}
