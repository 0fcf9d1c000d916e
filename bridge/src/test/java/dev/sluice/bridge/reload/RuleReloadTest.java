package dev.sluice.bridge.reload;

import static dev.sluice.bridge.reload.RulesOnDisk.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.broker.access.Identity;
import dev.sluice.mapping.settings.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes into force when the configuration is read again, and what stays. */
class RuleReloadTest {

    private RulesOnDisk rules;

    @BeforeEach
    void open(@TempDir Path folder) {
        rules = new RulesOnDisk(folder);
    }

    @AfterEach
    void close() {
        rules.close();
    }

    @Test
    void changedFileBecomesTheNewRulesAndSaysWhatChanged() throws Exception {
        rules.start(FIRST);
        var before = rules.current();

        rules.write("""
                schemas: { folder: schemas }
                on-unmapped: local
                mappings:
                  - { name: c, from: c/#, payload: bytes, to: { topic: topic-c } }
                  - { name: b, from: b/+, to: { topic: topic-b }, value: { schema: T } }
                """);
        var applied = (ReloadOutcome.Applied) rules.reload();

        assertThat(applied.change().added()).containsExactly("c");
        assertThat(applied.change().removed()).containsExactly("a");
        assertThat(applied.change().changed()).containsExactly("b");
        assertThat(applied.change().keys()).containsExactly("on-unmapped");
        assertThat(applied.change().files())
                .containsExactly(rules.folder.resolve("sluice.yaml").toString());
        assertThat(applied.needRestart()).isEmpty();
        assertThat(rules.current()).isSameAs(applied.now()).isNotSameAs(before);
        assertThat(rules.current().version()).isNotEqualTo(before.version());
        assertThat(rules.count("applied")).isEqualTo(1);
    }

    @Test
    void onlyNewTopicsAreWarmedUpBeforeTheSwapAndForgottenOnesAreLetGo() throws Exception {
        rules.start(FIRST);
        var before = rules.current();
        rules.topics.duringWarmUp = () -> assertThat(rules.current()).isSameAs(before);
        rules.topics.cold = List.of("topic-c");

        rules.write(FIRST.replace("topic-a", "topic-c"));
        var applied = (ReloadOutcome.Applied) rules.reload();

        assertThat(rules.topics.warmedUp).containsExactly("topic-c");
        assertThat(rules.topics.forgotten).containsExactly("topic-a");
        assertThat(applied.coldTopics()).containsExactly("topic-c");
    }

    @Test
    void anyProblemAnywhereKeepsTheOldRulesAndNamesEveryProblem() throws Exception {
        rules.start(FIRST);
        var before = rules.current();

        rules.write(FIRST.replace("topic-a", "topic-c") + "kafka: { acks: 1 }\nmanagment: {}\n");
        var refused = (ReloadOutcome.Refused) rules.reload();

        assertThat(refused.problems()).extracting(Problem::code).containsExactly("BREAKS-PROMISE", "UNKNOWN-KEY");
        assertThat(refused.stillInForce()).isSameAs(before);
        assertThat(rules.current()).isSameAs(before);
        assertThat(rules.topics.warmedUp).isEmpty();
        assertThat(rules.count("refused")).isEqualTo(1);
        var line = rules.health.component("rules").health();
        assertThat(line.up()).isTrue();
        assertThat(line.detail()).contains("was refused (2 problems, kafka.acks", "so the rules before it stay");
    }

    @Test
    void fileThatWasMendedEndsTheComplaint() throws Exception {
        rules.start(FIRST);
        rules.write("mappings: [");
        rules.reload();

        rules.write(FIRST);
        assertThat(rules.reload()).isInstanceOf(ReloadOutcome.Unchanged.class);

        assertThat(rules.health.component("rules").health().detail())
                .isEqualTo("version " + rules.current().version() + ", 2 rules");
    }

    @Test
    void commentsAndOtherSpellingsAreNoChange() throws Exception {
        rules.start(FIRST);
        var before = rules.current();

        rules.write("# a comment\n" + FIRST.replace("name: a,", "name: 'a',"));

        assertThat(rules.reload()).isInstanceOf(ReloadOutcome.Unchanged.class);
        assertThat(rules.current()).isSameAs(before);
        assertThat(rules.count("unchanged")).isEqualTo(1);
    }

    @Test
    void schemaIsPartOfTheRules() throws Exception {
        rules.start(FIRST);
        var before = rules.current();

        rules.schema("long");
        var applied = (ReloadOutcome.Applied) rules.reload();

        assertThat(applied.change().changed()).isEmpty();
        assertThat(applied.change().files())
                .containsExactly(rules.folder.resolve("schemas/T.avsc").toString());
        assertThat(applied.now().version()).isNotEqualTo(before.version());
    }

    @Test
    void schemaThatIsTakenAwayRefusesTheRulesThatNeedIt() throws Exception {
        rules.start(FIRST);

        Files.delete(rules.folder.resolve("schemas/T.avsc"));

        assertThat(((ReloadOutcome.Refused) rules.reload()).problems())
                .extracting(Problem::code)
                .containsExactly("SCHEMA-MISSING");
    }

    @Test
    void settingsThatTakeARestartAreNamedUntilThen() throws Exception {
        rules.start(FIRST);

        rules.write(
                FIRST + "kafka: { linger.ms: 7, ssl.key.password: hidden }\nmqtt: { listeners: [ { port: 1884 } ] }\n");

        var keys = List.of("kafka.linger.ms", "kafka.ssl.key.password", "mqtt.listeners[0].port");
        assertThat(((ReloadOutcome.Unchanged) rules.reload()).needRestart()).isEqualTo(keys);
        assertThat(((ReloadOutcome.Unchanged) rules.reload()).needRestart()).isEqualTo(keys);
    }

    @Test
    void overridesOfTheCommandLineStillCount() throws Exception {
        rules.overrides.add("mappings[0].to.topic=from-the-command-line");
        rules.start(FIRST);

        rules.write(FIRST.replace("topic-b", "topic-c"));
        rules.reload();

        assertThat(rules.current().engine().constantTopics())
                .contains("from-the-command-line", "topic-c")
                .doesNotContain("topic-a");
    }

    @Test
    void equalRulesHaveEqualVersionsWhateverElseIsConfigured() throws Exception {
        rules.start(FIRST);
        var version = rules.current().version();
        rules.reload.close();

        rules.start(FIRST + "kafka: { ssl.key.password: hidden }\n");

        assertThat(rules.current().version()).isEqualTo(version).matches("[0-9a-f]{12}");
    }

    @Test
    void withoutAFileThereIsNothingToRead() throws Exception {
        rules.start(new ConfigurationSource(Optional.empty(), List.of(), new ProducerProperties()));

        assertThat(rules.reload()).isInstanceOf(ReloadOutcome.Unconfigured.class);
    }

    @Test
    void newRuleShowsZeroesAndOneThatHasGoneGoesOnCounting() throws Exception {
        rules.start(FIRST);
        rules.metrics.ingest().mapping("a").received();

        rules.write(FIRST.replace("name: a", "name: c"));
        rules.reload();
        rules.metrics.ingest().mapping("a").received();

        assertThat(rules.metrics.scrape().lines())
                .contains(
                        "sluice_messages_received_total{mapping=\"a\"} 2.0",
                        "sluice_messages_received_total{mapping=\"c\"} 0.0");
    }

    @Test
    void requestsThatComeWhileOneWaitsAreOneReload() throws Exception {
        rules.start(FIRST);
        rules.write(FIRST.replace("topic-a", "topic-c"));
        var during = new CopyOnWriteArrayList<Object>();
        rules.topics.duringWarmUp = () -> {
            var second = rules.reload.request("second");
            during.add(second);
            assertThat(rules.reload.request("third")).isSameAs(second);
        };

        rules.reload();

        assertThat(during).hasSize(1);
        await().untilAsserted(() -> assertThat(rules.count("unchanged")).isEqualTo(1));
        assertThat(rules.count("applied")).isEqualTo(1);
    }

    @Test
    void firstRuleThatWantsExactlyOnceTakesARestartAndFurtherOnesDoNot() throws Exception {
        var exactlyOnce = FIRST.replace("payload: bytes,", "payload: bytes, exactly-once: true,");
        rules.start(FIRST);
        rules.write(exactlyOnce);

        assertThat(((ReloadOutcome.Refused) rules.reload()).problems())
                .extracting(Problem::path, Problem::code)
                .containsExactly(tuple("mappings[0].exactly-once", "NEEDS-RESTART"));

        rules.reload.close();
        rules.start(exactlyOnce);
        rules.write(exactlyOnce.replace("from: b/#,", "from: b/#, exactly-once: true,"));
        assertThat(rules.reload()).isInstanceOf(ReloadOutcome.Applied.class);
    }

    @Test
    void rulesThatComeWithAnotherRegistryTakeARestart() throws Exception {
        rules.start(FIRST);
        rules.write("schemas: { registry: { url: 'http://127.0.0.1:1' } }\n"
                + "mappings: [ { name: r, from: r, to: { topic: r } } ]\n");

        assertThat(rules.reload())
                .isInstanceOfSatisfying(
                        ReloadOutcome.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::path, Problem::code)
                                .containsExactly(tuple("schemas.registry.url", "NEEDS-RESTART")));
        assertThat(rules.current().engine().constantTopics()).contains("topic-a");
    }

    @Test
    void accessRulesComeIntoForceWithTheOthersAndAWrongOneKeepsAllAsTheyAre() throws Exception {
        rules.start(FIRST);

        rules.write(FIRST + "authorization: { rules: [{ allow: publish, topics: [a] }] }\n");
        var applied = (ReloadOutcome.Applied) rules.reload();
        assertThat(applied.change().keys()).contains("authorization.rules[0].topics[0]");
        assertThat(applied.needRestart()).isEmpty();
        assertThat(rules.inForce.policy().of(Identity.anonymous("d7")).mayPublish("a"))
                .isTrue();
        var before = rules.inForce;

        rules.write(FIRST.replace("topic-a", "topic-c")
                + "authorization: { rules: [{ allow: publish, topics: [a/#/b] }] }\n");
        assertThat(rules.reload()).isInstanceOf(ReloadOutcome.Refused.class);
        assertThat(rules.inForce).isSameAs(before);

        rules.write(FIRST + "authorization: {}\n");
        rules.reload();
        assertThat(rules.inForce.policy().of(Identity.anonymous("d7")).mayPublish("a"))
                .isFalse();
    }

    @Test
    void aSectionThatAllowsNothingIsNotTheSameAsNone() throws Exception {
        rules.start(FIRST);

        rules.write(FIRST + "authorization: {}\n");
        assertThat(rules.reload()).isInstanceOf(ReloadOutcome.Applied.class);
        assertThat(rules.inForce.policy().of(Identity.anonymous("d7")).mayPublish("a"))
                .isFalse();

        rules.write(FIRST);
        assertThat(rules.reload()).isInstanceOf(ReloadOutcome.Applied.class);
        assertThat(rules.inForce.policy().of(Identity.anonymous("d7")).mayPublish("a"))
                .isTrue();
    }
}
