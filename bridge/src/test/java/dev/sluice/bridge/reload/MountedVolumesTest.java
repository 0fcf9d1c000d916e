package dev.sluice.bridge.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.MountedVolume;
import dev.sluice.bridge.authentication.AuthenticationSettings;
import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.settings.ReloadSettings;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.broker.identity.password.PasswordFile;
import dev.sluice.mapping.engine.MappingEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules, schemas and secrets of a pod are volumes of their own, each replaced as a whole. */
class MountedVolumesTest {

    private static final String RULES = """
            schemas: { folder: schemas }
            authentication: { passwords: { file: secrets/passwords } }
            mappings:
              - { name: a, from: a/#, payload: bytes, to: { topic: "${file:secrets/stage}-a" } }
              - { name: b, from: b/#, to: { topic: topic-b }, value: { schema: T } }
            """;
    private static final String SCHEMA =
            "{\"type\": \"record\", \"name\": \"T\", \"fields\": [{\"name\": \"n\", \"type\": \"int\"}]}";
    private static final String ANN = "ann:$2b$04$" + ".".repeat(53) + "\n";
    private static final String BOB = ANN.replace("ann", "bob");

    @TempDir
    private Path folder;

    private final Metrics metrics = new Metrics();
    private RuleReload reload;
    private volatile AuthenticationSettings authentication;

    @AfterEach
    void close() {
        reload.close();
        metrics.close();
    }

    @Test
    void eachIsNoticedWhenItIsReplaced() throws Exception {
        var rules = MountedVolume.at(folder, Map.of("sluice.yaml", RULES));
        var schemas = MountedVolume.at(folder.resolve("schemas"), Map.of("T.avsc", SCHEMA));
        var secrets = MountedVolume.at(folder.resolve("secrets"), Map.of("stage", "test", "passwords", ANN));
        start(rules.file("sluice.yaml"));
        var first = reload.live().current().version();

        schemas.turnsTo(Map.of("T.avsc", SCHEMA.replace("int", "long")));
        eventually(() -> !reload.live().current().version().equals(first));

        secrets.turnsTo(Map.of("stage", "test", "passwords", BOB));
        var bob = PasswordFile.parse(BOB.getBytes(StandardCharsets.US_ASCII));
        eventually(() -> authentication != null
                && authentication.passwords().orElseThrow().file().equals(Optional.of(bob)));

        secrets.turnsTo(Map.of("stage", "production", "passwords", BOB));
        eventually(() -> topics().contains("production-a"));

        rules.turnsTo(Map.of("sluice.yaml", RULES.replace("topic-b", "topic-c")));
        eventually(() -> topics().contains("topic-c"));

        assertThat(metrics.scrape().lines()).contains("sluice_rules_reloads_total{result=\"refused\"} 0.0");
    }

    private Collection<String> topics() {
        return reload.live().current().engine().constantTopics();
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60)).until(condition);
    }

    private void start(Path file) {
        var source = new ConfigurationSource(Optional.of(file), List.of(), new ProducerProperties());
        var reading = source.read();
        assertThat(reading.problems().all()).isEmpty();
        var services = new RuleServices(MappingEngine::new, this::access, new WarmTopics(), metrics, new HealthBoard());
        reload = new RuleReload(source, reading, services);
        reload.watch(new ReloadSettings(true, Duration.ofMillis(100)));
    }

    private Runnable access(SluiceSettings settings) {
        return () -> authentication = settings.authentication();
    }

    private record WarmTopics() implements RuleServices.KafkaTopics {

        @Override
        public Collection<String> warmUp(Collection<String> topics) {
            return List.of();
        }

        @Override
        public void forget(Collection<String> topics) {}
    }
}
