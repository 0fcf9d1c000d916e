package dev.sluice.bridge.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.access.Identity;
import dev.sluice.broker.rights.AccessRule;
import dev.sluice.broker.rights.AccessRules;
import dev.sluice.broker.rights.Action;
import dev.sluice.broker.rights.Effect;
import dev.sluice.broker.rights.TopicTemplate;
import dev.sluice.mapping.lint.Advice;
import dev.sluice.mapping.settings.Problem;
import dev.sluice.mapping.settings.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuthorizationSettingsTest {

    private static final Identity DEVICE = Identity.anonymous("d7");

    @Test
    void defaultsAreThatEverythingIsAllowedWhereNothingIsWrittenAndNothingWhereSomethingIs() {
        assertThat(good("")).isEqualTo(new AuthorizationSettings(Optional.empty()));
        assertThat(good("").policy().of(DEVICE).maySubscribe("#")).isTrue();
        assertThat(good("authorization: {}"))
                .isEqualTo(new AuthorizationSettings(Optional.of(new AccessRules(Effect.DENY, List.of()))));
        assertThat(good("authorization:").policy().of(DEVICE).mayPublish("a")).isFalse();
    }

    @Test
    void everyKeyIsRead() {
        assertThat(good("""
                        authorization:
                          default: allow
                          rules:
                            - { allow: publish, topics: "a/{client}/#" }
                            - { deny: [subscribe, publish], topics: [b, "{cert.cn}/c"], users: [anna, bob], clients: d7 }
                        """))
                .isEqualTo(new AuthorizationSettings(Optional.of(new AccessRules(
                        Effect.ALLOW,
                        List.of(
                                new AccessRule(
                                        Effect.ALLOW,
                                        Set.of(Action.PUBLISH),
                                        List.of(TopicTemplate.of("a/{client}/#")),
                                        Set.of(),
                                        Set.of(),
                                        "sluice.yaml:4"),
                                new AccessRule(
                                        Effect.DENY,
                                        Set.of(Action.PUBLISH, Action.SUBSCRIBE),
                                        List.of(TopicTemplate.of("b"), TopicTemplate.of("{cert.cn}/c")),
                                        Set.of("anna", "bob"),
                                        Set.of("d7"),
                                        "sluice.yaml:5"))))));
    }

    @Test
    void whateverIsDoubtfulIsAProblem() {
        assertThat(problems("""
                        authorization:
                          default: maybe
                          rules:
                            - { topics: [a] }
                            - { allow: publish, deny: publish, topics: [a] }
                            - { allow: [publish, read], topics: [a] }
                            - { allow: [], topics: [a] }
                            - { allow: publish }
                            - { allow: publish, topics: ["a/{clientid}/#", "a/#/b", ok] }
                            - { allow: publish, topics: [a], users: [], clients: [""] }
                            - { allow: publish, topics: [a], user: [anna] }
                        """))
                .extracting(problem -> problem.path() + " " + problem.code())
                .containsExactlyInAnyOrder(
                        "authorization.default WRONG-TYPE",
                        "authorization.rules[0] ACCESS-RULE",
                        "authorization.rules[1] ACCESS-RULE",
                        "authorization.rules[2].allow ACCESS-RULE",
                        "authorization.rules[3].allow ACCESS-RULE",
                        "authorization.rules[4].topics MISSING-KEY",
                        "authorization.rules[5].topics ACCESS-TOPIC",
                        "authorization.rules[5].topics ACCESS-TOPIC",
                        "authorization.rules[6].users ACCESS-RULE",
                        "authorization.rules[6].clients[0] WRONG-TYPE",
                        "authorization.rules[7].user UNKNOWN-KEY");
    }

    @Test
    void aRuleThatAnEarlierOneLeavesNothingToIsAnError() {
        assertThat(advice("""
                        - { allow: [publish, subscribe], topics: ["a/#"] }
                        - { allow: subscribe, topics: ["a/{client}"], users: [anna] }
                        """)).containsExactly("ACCESS-SHADOWED sluice.yaml:4");
        assertThat(advice("""
                        - { deny: [publish, subscribe], topics: ["a/+/b"] }
                        - { allow: subscribe, topics: ["a/x/b"] }
                        """)).containsExactly("ACCESS-SHADOWED sluice.yaml:4");
        assertThat(advice("""
                        - { allow: publish, topics: ["a/#"] }
                        - { deny: publish, topics: ["a/b"] }
                        """)).containsExactly("ACCESS-SHADOWED sluice.yaml:4");
    }

    @Test
    void aRuleThatStillDecidesSomethingIsNone() {
        assertThat(advice("""
                        - { allow: [publish, subscribe], topics: ["a/#"], users: [anna] }
                        - { allow: subscribe, topics: ["a/b"] }
                        - { deny: [publish, subscribe], topics: ["a/{client}/x"] }
                        - { allow: subscribe, topics: ["a/{client}/#"] }
                        - { deny: subscribe, topics: ["a/{client}/y"] }
                        """)).isEmpty();
    }

    @Test
    void aWildcardWhereTheDevicesOwnNameCouldBeIsDoubtful() {
        assertThat(advice("- { allow: publish, topics: [\"devices/+/up\"] }\n"))
                .containsExactly("ACCESS-WIDE sluice.yaml:3");
        assertThat(advice("- { allow: publish, topics: [\"#\"] }\n")).containsExactly("ACCESS-WIDE sluice.yaml:3");
        assertThat(advice("""
                        - { allow: publish, topics: ["devices/{client}/+"] }
                        - { allow: publish, topics: ["#"], users: [operator] }
                        - { allow: subscribe, topics: ["news/+"] }
                        """)).isEmpty();
    }

    @Test
    void whatIsAllowedWithoutBeingWrittenIsKnown() {
        assertThat(AccessLint.of(good("authorization: { default: allow }")))
                .extracting(Advice::code)
                .containsExactly("ACCESS-OPEN");
        assertThat(AccessLint.of(good(""))).isEmpty();
    }

    private static List<String> advice(String rules) {
        var yaml = "authorization:\n  rules:\n" + rules.indent(4);
        return AccessLint.of(good(yaml)).stream()
                .map(each -> each.code() + " " + each.place())
                .toList();
    }

    private static AuthorizationSettings good(String yaml) {
        var file = file(yaml);
        var settings = file.read(AuthorizationSettings::read);
        assertThat(file.problems().all()).isEmpty();
        return settings.orElseThrow();
    }

    private static List<Problem> problems(String yaml) {
        var file = file(yaml);
        file.read(AuthorizationSettings::read);
        return file.problems().all();
    }

    private static SettingsFile file(String yaml) {
        return SettingsFile.ofText("sluice.yaml", yaml, Path.of("/etc/sluice"), List.of(), name -> null);
    }
}
