package dev.sluice.broker.rights;

import static dev.sluice.broker.rights.Rule.allow;
import static dev.sluice.broker.rights.Rule.deny;
import static dev.sluice.broker.rights.Rule.only;
import static dev.sluice.broker.rights.Rule.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.access.Identity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What rules say together. */
class AccessRulesTest {

    private static final Identity ANNA = new Identity("d7", Optional.of("anna"), Map.of(), Optional.empty());
    private static final Identity NOBODY = Identity.anonymous("d7");

    @Test
    void whatNoRuleSpeaksOfIsAsTheDefaultSays() {
        assertThat(only().of(ANNA).mayPublish("a")).isFalse();
        assertThat(only().of(ANNA).maySubscribe("a")).isFalse();
        var open = new AccessRules(Effect.ALLOW, List.of());
        assertThat(open.of(ANNA).mayPublish("a")).isTrue();
        assertThat(open.of(ANNA).maySubscribe("#")).isTrue();
    }

    @Test
    void aDeviceHasItsOwnTopicsAndNoOthers() {
        var rights = only(allow("devices/{client}/#")).of(ANNA);

        assertThat(rights.mayPublish("devices/d7/up")).isTrue();
        assertThat(rights.mayPublish("devices/d7")).isTrue();
        assertThat(rights.mayPublish("devices/d8/up")).isFalse();
        assertThat(rights.maySubscribe("devices/d7/+")).isTrue();
        assertThat(rights.maySubscribe("devices/+/up")).isFalse();
        assertThat(rights.maySubscribe("#")).isFalse();
    }

    @Test
    void theFirstRuleThatSpeaksOfATopicDecides() {
        var rights = only(allow("secret/shown"), deny("secret/#"), allow("#")).of(ANNA);

        assertThat(rights.mayPublish("secret/shown")).isTrue();
        assertThat(rights.mayPublish("secret/other")).isFalse();
        assertThat(rights.mayPublish("open")).isTrue();
    }

    @Test
    void aFilterThatOverlapsWhatIsDeniedIsDenied() {
        var rights = only(allow("secret/shown"), deny("secret/#"), allow("#")).of(ANNA);

        assertThat(rights.maySubscribe("#")).isFalse();
        assertThat(rights.maySubscribe("+/shown")).isFalse();
        assertThat(rights.maySubscribe("secret/shown")).isTrue();
        assertThat(rights.maySubscribe("open/#")).isTrue();
    }

    @Test
    void aFilterMustBeInsideOneAllowedTopicAlthoughSeveralTogetherWouldDo() {
        assertThat(only(allow("a", "a/+/#")).of(ANNA).maySubscribe("a/#")).isFalse();
    }

    @Test
    void aRuleIsForThoseItNames() {
        var rules = only(
                rule(Effect.ALLOW, Set.of(Action.PUBLISH), Set.of("anna"), Set.of(), "a"),
                rule(Effect.ALLOW, Set.of(Action.PUBLISH), Set.of(), Set.of("d7"), "b"),
                rule(Effect.ALLOW, Set.of(Action.PUBLISH), Set.of("anna"), Set.of("d8"), "c"));

        assertThat(rules.of(ANNA).mayPublish("a")).isTrue();
        assertThat(rules.of(NOBODY).mayPublish("a")).isFalse();
        assertThat(rules.of(NOBODY).mayPublish("b")).isTrue();
        assertThat(rules.of(ANNA).mayPublish("c")).isFalse();
        assertThat(rules.of(ANNA).maySubscribe("a")).isFalse();
    }

    @Test
    void aDenialWithAPlaceholderThatHasNoValueCoversEveryValue() {
        var rights = new AccessRules(Effect.ALLOW, List.of(deny("inbox/{user}/#"))).of(NOBODY);

        assertThat(rights.mayPublish("inbox/anna/x")).isFalse();
        assertThat(rights.maySubscribe("inbox/bob")).isFalse();
        assertThat(rights.mayPublish("outbox/anna")).isTrue();
    }

    @Test
    void theServersOwnTopicsMustBeNamed() {
        var rights = only(allow("#"), allow("$SYS/load")).of(ANNA);

        assertThat(rights.maySubscribe("#")).isTrue();
        assertThat(rights.maySubscribe("$SYS/load")).isTrue();
        assertThat(rights.maySubscribe("$SYS/#")).isFalse();
        assertThat(new AccessRules(Effect.ALLOW, List.of(deny("#"))).of(ANNA).maySubscribe("$SYS/x"))
                .isFalse();
    }

    @Test
    void whatIsNoTopicIsDeniedWhateverIsWritten() {
        var rights = new AccessRules(Effect.ALLOW, List.of(allow("#"))).of(ANNA);

        assertThat(rights.mayPublish("a/+")).isFalse();
        assertThat(rights.mayPublish("")).isFalse();
        assertThat(rights.maySubscribe("a/#/b")).isFalse();
        assertThat(rights.maySubscribe("")).isFalse();
    }

    @Test
    void theAnswerIsTheSameTheSecondTime() {
        var rights = only(allow("a")).of(ANNA);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                assertThat(rights.mayPublish("a")).isTrue();
                assertThat(rights.mayPublish("b" + i)).isFalse();
            }
        }
    }

    @Test
    void everyRuleBeforeTheOneThatDecidesSaysWhyItDoesNot() {
        var rules = only(
                rule(Effect.ALLOW, Set.of(Action.PUBLISH), Set.of(), Set.of(), "a"),
                rule(Effect.ALLOW, Rule.BOTH, Set.of("bob"), Set.of(), "a"),
                allow("x/{cert.cn}"),
                allow("b"),
                allow("a/b"),
                allow("a/#"),
                deny("a"));

        var decision = rules.decide(ANNA, Action.SUBSCRIBE, "a/+");

        assertThat(decision.isAllowed()).isTrue();
        assertThat(decision.rule().orElseThrow().source()).isEqualTo("ALLOW(a/#)");
        assertThat(decision.passed())
                .extracting(Decision.Passed::why)
                .containsExactly(
                        "does not speak of subscribing",
                        "is not for this device",
                        "its placeholders have no plain value here: cert.cn",
                        "is about other topics",
                        "covers a part of the filter only");
    }

    @Test
    void whereNoRuleDecidesTheDefaultIsNamed() {
        var decision = only(allow("a")).decide(ANNA, Action.PUBLISH, "b");

        assertThat(decision.isAllowed()).isFalse();
        assertThat(decision.rule()).isEmpty();
        assertThat(decision.passed()).hasSize(1);
    }
}
