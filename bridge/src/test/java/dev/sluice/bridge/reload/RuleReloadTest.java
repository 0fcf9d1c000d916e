package dev.sluice.bridge.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.authorization.AuthorizationSettings;
import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.settings.ReloadSettings;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.broker.access.Identity;
import dev.sluice.mapping.engine.MappingEngine;
import dev.sluice.mapping.settings.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleReloadTest {

    private static final String FIRST = """
            schemas: { folder: schemas }
            mappings:
              - { name: a, from: a/#, payload: bytes, to: { topic: topic-a } }
              - { name: b, from: b/#, to: { topic: topic-b }, value: { schema: T } }
            """;

    @TempDir
    private Path folder;

    private final Metrics metrics = new Metrics();
    private final HealthBoard health = new HealthBoard();
    private final RecordedTopics topics = new RecordedTopics();
    private final List<String> overrides = new ArrayList<>();
    private RuleReload reload;
    private volatile AuthorizationSettings inForce;

    @AfterEach
    void close() {
        if (reload != null) {
            reload.close();
        }
        metrics.close();
    }

    @Test
    void changedFileBecomesTheNewRulesAndSaysWhatChanged() throws Exception {
        start(FIRST);
        var before = reload.live().current();

        write("""
                schemas: { folder: schemas }
                on-unmapped: local
                mappings:
                  - { name: c, from: c/#, payload: bytes, to: { topic: topic-c } }
                  - { name: b, from: b/+, to: { topic: topic-b }, value: { schema: T } }
                """);
        var applied = (ReloadOutcome.Applied) reload();

        assertThat(applied.change().added()).containsExactly("c");
        assertThat(applied.change().removed()).containsExactly("a");
        assertThat(applied.change().changed()).containsExactly("b");
        assertThat(applied.change().keys()).containsExactly("on-unmapped");
        assertThat(applied.change().files())
                .containsExactly(folder.resolve("sluice.yaml").toString());
        assertThat(applied.needRestart()).isEmpty();
        assertThat(reload.live().current()).isSameAs(applied.now()).isNotSameAs(before);
        assertThat(reload.live().current().version()).isNotEqualTo(before.version());
        assertThat(count("applied")).isEqualTo(1);
    }

    @Test
    void onlyNewTopicsAreWarmedUpBeforeTheSwapAndForgottenOnesAreLetGo() throws Exception {
        start(FIRST);
        var before = reload.live().current();
        topics.duringWarmUp = () -> assertThat(reload.live().current()).isSameAs(before);
        topics.cold = List.of("topic-c");

        write(FIRST.replace("topic-a", "topic-c"));
        var applied = (ReloadOutcome.Applied) reload();

        assertThat(topics.warmedUp).containsExactly("topic-c");
        assertThat(topics.forgotten).containsExactly("topic-a");
        assertThat(applied.coldTopics()).containsExactly("topic-c");
    }

    @Test
    void anyProblemAnywhereKeepsTheOldRulesAndNamesEveryProblem() throws Exception {
        start(FIRST);
        var before = reload.live().current();

        write(FIRST.replace("topic-a", "topic-c") + "kafka: { acks: 1 }\nmanagment: {}\n");
        var refused = (ReloadOutcome.Refused) reload();

        assertThat(refused.problems()).extracting(Problem::code).containsExactly("BREAKS-PROMISE", "UNKNOWN-KEY");
        assertThat(refused.stillInForce()).isSameAs(before);
        assertThat(reload.live().current()).isSameAs(before);
        assertThat(topics.warmedUp).isEmpty();
        assertThat(count("refused")).isEqualTo(1);
        var line = health.component("rules").health();
        assertThat(line.up()).isTrue();
        assertThat(line.detail()).contains("was refused (2 problems, kafka.acks", "so the rules before it stay");
    }

    @Test
    void fileThatWasMendedEndsTheComplaint() throws Exception {
        start(FIRST);
        write("mappings: [");
        reload();

        write(FIRST);
        assertThat(reload()).isInstanceOf(ReloadOutcome.Unchanged.class);

        assertThat(health.component("rules").health().detail())
                .isEqualTo("version " + reload.live().current().version() + ", 2 rules");
    }

    @Test
    void commentsAndOtherSpellingsAreNoChange() throws Exception {
        start(FIRST);
        var before = reload.live().current();

        write("# a comment\n" + FIRST.replace("name: a,", "name: 'a',"));

        assertThat(reload()).isInstanceOf(ReloadOutcome.Unchanged.class);
        assertThat(reload.live().current()).isSameAs(before);
        assertThat(count("unchanged")).isEqualTo(1);
    }

    @Test
    void schemaIsPartOfTheRules() throws Exception {
        start(FIRST);
        var before = reload.live().current();

        schema("long");
        var applied = (ReloadOutcome.Applied) reload();

        assertThat(applied.change().changed()).isEmpty();
        assertThat(applied.change().files())
                .containsExactly(folder.resolve("schemas/T.avsc").toString());
        assertThat(applied.now().version()).isNotEqualTo(before.version());
    }

    @Test
    void schemaThatIsTakenAwayRefusesTheRulesThatNeedIt() throws Exception {
        start(FIRST);

        Files.delete(folder.resolve("schemas/T.avsc"));

        assertThat(((ReloadOutcome.Refused) reload()).problems())
                .extracting(Problem::code)
                .containsExactly("SCHEMA-MISSING");
    }

    @Test
    void settingsThatTakeARestartAreNamedUntilThen() throws Exception {
        start(FIRST);

        write(FIRST + "kafka: { linger.ms: 7, ssl.key.password: hidden }\nmqtt: { listeners: [ { port: 1884 } ] }\n");

        var keys = List.of("kafka.linger.ms", "kafka.ssl.key.password", "mqtt.listeners[0].port");
        assertThat(((ReloadOutcome.Unchanged) reload()).needRestart()).isEqualTo(keys);
        assertThat(((ReloadOutcome.Unchanged) reload()).needRestart()).isEqualTo(keys);
    }

    @Test
    void overridesOfTheCommandLineStillCount() throws Exception {
        overrides.add("mappings[0].to.topic=from-the-command-line");
        start(FIRST);

        write(FIRST.replace("topic-b", "topic-c"));
        reload();

        assertThat(reload.live().current().engine().constantTopics())
                .contains("from-the-command-line", "topic-c")
                .doesNotContain("topic-a");
    }

    @Test
    void equalRulesHaveEqualVersionsWhateverElseIsConfigured() throws Exception {
        start(FIRST);
        var version = reload.live().current().version();
        reload.close();

        start(FIRST + "kafka: { ssl.key.password: hidden }\n");

        assertThat(reload.live().current().version()).isEqualTo(version).matches("[0-9a-f]{12}");
    }

    @Test
    void withoutAFileThereIsNothingToRead() throws Exception {
        start(new ConfigurationSource(Optional.empty(), List.of(), new ProducerProperties()));

        assertThat(reload()).isInstanceOf(ReloadOutcome.Unconfigured.class);
    }

    @Test
    void newRuleShowsZeroesAndOneThatHasGoneGoesOnCounting() throws Exception {
        start(FIRST);
        metrics.ingest().mapping("a").received();

        write(FIRST.replace("name: a", "name: c"));
        reload();
        metrics.ingest().mapping("a").received();

        assertThat(metrics.scrape().lines())
                .contains(
                        "sluice_messages_received_total{mapping=\"a\"} 2.0",
                        "sluice_messages_received_total{mapping=\"c\"} 0.0");
    }

    @Test
    void requestsThatComeWhileOneWaitsAreOneReload() throws Exception {
        start(FIRST);
        write(FIRST.replace("topic-a", "topic-c"));
        var during = new CopyOnWriteArrayList<Object>();
        topics.duringWarmUp = () -> {
            var second = reload.request("second");
            during.add(second);
            assertThat(reload.request("third")).isSameAs(second);
        };

        reload();

        assertThat(during).hasSize(1);
        await().untilAsserted(() -> assertThat(count("unchanged")).isEqualTo(1));
        assertThat(count("applied")).isEqualTo(1);
    }

    @Test
    void watchedFileIsReadOnceItHoldsStillAndHalfAFileOnlyDelaysThat() throws Exception {
        start(FIRST);
        reload.watch(new ReloadSettings(true, Duration.ofMillis(100)));

        write(FIRST.replace("topic-a", "topic-c").substring(0, 120) + "{");
        await().atMost(Duration.ofSeconds(60)).until(() -> count("refused") == 1);
        write(FIRST.replace("topic-a", "topic-c"));

        await().atMost(Duration.ofSeconds(60))
                .until(() -> reload.live().current().engine().constantTopics().contains("topic-c"));
        await().until(() -> count("applied") == 1);
        assertThat(count("refused")).isEqualTo(1);
    }

    @Test
    void folderThatIsReplacedByTurningALinkIsNoticed() throws Exception {
        var first = mounted("..first", FIRST, "int");
        var data = Files.createSymbolicLink(folder.resolve("..data"), first.getFileName());
        var file = Files.createSymbolicLink(folder.resolve("sluice.yaml"), Path.of("..data/sluice.yaml"));
        Files.createSymbolicLink(folder.resolve("schemas"), Path.of("..data/schemas"));
        start(new ConfigurationSource(Optional.of(file), List.of(), new ProducerProperties()));
        reload.watch(new ReloadSettings(true, Duration.ofMillis(100)));

        var second = mounted("..second", FIRST.replace("topic-a", "topic-c"), "long");
        var turned = Files.createSymbolicLink(folder.resolve("..data_tmp"), second.getFileName());
        Files.move(turned, data, StandardCopyOption.ATOMIC_MOVE);

        await().atMost(Duration.ofSeconds(60)).until(() -> count("applied") == 1);
        assertThat(reload.live().current().engine().constantTopics()).contains("topic-c");
        assertThat(count("refused")).isZero();
    }

    @Test
    void fileThatAValueRefersToIsWatchedToo() throws Exception {
        Files.writeString(folder.resolve("stage.txt"), "test\n");
        start(FIRST.replace("topic-a", "'${file:stage.txt}-a'"));
        reload.watch(new ReloadSettings(true, Duration.ofMillis(100)));

        Files.writeString(folder.resolve("stage.txt"), "production\n");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> reload.live().current().engine().constantTopics().contains("production-a"));
    }

    @Test
    void registryThatDoesNotAnswerIsAskedAgainAlthoughNoFileChanges() throws Exception {
        start(FIRST);
        reload.watch(new ReloadSettings(true, Duration.ofMillis(100)));

        write("schemas: { registry: { url: 'http://127.0.0.1:1', timeout: 100ms } }\n"
                + "mappings: [ { name: r, from: r, to: { topic: r }, value: { schema: { subject: s } } } ]\n");

        await().atMost(Duration.ofSeconds(60)).until(() -> count("refused") >= 3);
        assertThat(health.component("rules").health().detail()).contains("http://127.0.0.1:1");
    }

    @Test
    void firstRuleThatWantsExactlyOnceTakesARestartAndFurtherOnesDoNot() throws Exception {
        var exactlyOnce = FIRST.replace("payload: bytes,", "payload: bytes, exactly-once: true,");
        start(FIRST);
        write(exactlyOnce);

        assertThat(((ReloadOutcome.Refused) reload()).problems())
                .extracting(Problem::path, Problem::code)
                .containsExactly(tuple("mappings[0].exactly-once", "NEEDS-RESTART"));

        reload.close();
        start(exactlyOnce);
        write(exactlyOnce.replace("from: b/#,", "from: b/#, exactly-once: true,"));
        assertThat(reload()).isInstanceOf(ReloadOutcome.Applied.class);
    }

    @Test
    void rulesThatComeWithAnotherRegistryTakeARestart() throws Exception {
        start(FIRST);
        write("schemas: { registry: { url: 'http://127.0.0.1:1' } }\n"
                + "mappings: [ { name: r, from: r, to: { topic: r } } ]\n");

        assertThat(reload())
                .isInstanceOfSatisfying(
                        ReloadOutcome.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::path, Problem::code)
                                .containsExactly(tuple("schemas.registry.url", "NEEDS-RESTART")));
        assertThat(reload.live().current().engine().constantTopics()).contains("topic-a");
    }

    @Test
    void unwatchedFileWaitsForSomebodyToAsk() throws Exception {
        start(FIRST);
        reload.watch(new ReloadSettings(false, Duration.ofMillis(100)));
        write(FIRST.replace("topic-a", "topic-c"));

        await().during(Duration.ofMillis(600)).until(() -> count("applied") == 0);
        assertThat(reload()).isInstanceOf(ReloadOutcome.Applied.class);
    }

    @Test
    void accessRulesComeIntoForceWithTheOthersAndAWrongOneKeepsAllAsTheyAre() throws Exception {
        start(FIRST);

        write(FIRST + "authorization: { rules: [{ allow: publish, topics: [a] }] }\n");
        var applied = (ReloadOutcome.Applied) reload();
        assertThat(applied.change().keys()).contains("authorization.rules[0].topics[0]");
        assertThat(applied.needRestart()).isEmpty();
        assertThat(inForce.policy().of(Identity.anonymous("d7")).mayPublish("a"))
                .isTrue();
        var before = inForce;

        write(FIRST.replace("topic-a", "topic-c")
                + "authorization: { rules: [{ allow: publish, topics: [a/#/b] }] }\n");
        assertThat(reload()).isInstanceOf(ReloadOutcome.Refused.class);
        assertThat(inForce).isSameAs(before);

        write(FIRST + "authorization: {}\n");
        reload();
        assertThat(inForce.policy().of(Identity.anonymous("d7")).mayPublish("a"))
                .isFalse();
    }

    @Test
    void aSectionThatAllowsNothingIsNotTheSameAsNone() throws Exception {
        start(FIRST);

        write(FIRST + "authorization: {}\n");
        assertThat(reload()).isInstanceOf(ReloadOutcome.Applied.class);
        assertThat(inForce.policy().of(Identity.anonymous("d7")).mayPublish("a"))
                .isFalse();

        write(FIRST);
        assertThat(reload()).isInstanceOf(ReloadOutcome.Applied.class);
        assertThat(inForce.policy().of(Identity.anonymous("d7")).mayPublish("a"))
                .isTrue();
    }

    private Runnable access(SluiceSettings settings) {
        return () -> inForce = settings.authorization();
    }

    private Path mounted(String name, String yaml, String type) throws IOException {
        var mount = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(mount.resolve("schemas"));
        Files.writeString(mount.resolve("sluice.yaml"), yaml);
        Files.writeString(mount.resolve("schemas/T.avsc"), avsc(type));
        return mount;
    }

    private void start(String yaml) throws IOException {
        Files.createDirectories(folder.resolve("schemas"));
        schema("int");
        start(new ConfigurationSource(Optional.of(write(yaml)), overrides, new ProducerProperties()));
    }

    private void start(ConfigurationSource source) {
        var services = new RuleServices(MappingEngine::new, this::access, topics, metrics, health);
        var reading = source.read();
        assertThat(reading.problems().all()).isEmpty();
        reload = new RuleReload(source, reading, services);
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("sluice.yaml"), yaml);
    }

    private void schema(String type) throws IOException {
        Files.writeString(folder.resolve("schemas/T.avsc"), avsc(type));
    }

    private static String avsc(String type) {
        return "{\"type\":\"record\",\"name\":\"T\",\"fields\":[{\"name\":\"x\",\"type\":\"" + type + "\"}]}";
    }

    private ReloadOutcome reload() throws Exception {
        return reload.request("test").get(60, TimeUnit.SECONDS);
    }

    private int count(String result) {
        var line = "sluice_rules_reloads_total{result=\"" + result + "\"} ";
        return (int) metrics.scrape()
                .lines()
                .filter(each -> each.startsWith(line))
                .mapToDouble(each -> Double.parseDouble(each.substring(line.length())))
                .sum();
    }

    private static final class RecordedTopics implements RuleServices.KafkaTopics {

        final List<String> warmedUp = new CopyOnWriteArrayList<>();
        final List<String> forgotten = new CopyOnWriteArrayList<>();
        volatile Collection<String> cold = List.of();
        volatile Runnable duringWarmUp = () -> {};

        @Override
        public Collection<String> warmUp(Collection<String> topics) {
            warmedUp.addAll(topics);
            duringWarmUp.run();
            return cold;
        }

        @Override
        public void forget(Collection<String> topics) {
            forgotten.addAll(topics);
        }
    }
}
