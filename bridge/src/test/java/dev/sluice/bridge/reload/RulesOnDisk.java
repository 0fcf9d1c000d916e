package dev.sluice.bridge.reload;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.authorization.AuthorizationSettings;
import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.engine.MappingEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A folder with {@code sluice.yaml} and the schema T, and the rules that a bridge would have in force after it has read them. */
final class RulesOnDisk implements AutoCloseable {

    static final String FIRST = """
            schemas: { folder: schemas }
            mappings:
              - { name: a, from: a/#, payload: bytes, to: { topic: topic-a } }
              - { name: b, from: b/#, to: { topic: topic-b }, value: { schema: T } }
            """;

    final Path folder;
    final Metrics metrics = new Metrics();
    final HealthBoard health = new HealthBoard();
    final RecordedTopics topics = new RecordedTopics();
    final List<String> overrides = new ArrayList<>();
    RuleReload reload;
    volatile AuthorizationSettings inForce;

    RulesOnDisk(Path folder) {
        this.folder = folder;
    }

    void start(String yaml) throws IOException {
        Files.createDirectories(folder.resolve("schemas"));
        schema("int");
        start(new ConfigurationSource(Optional.of(write(yaml)), overrides, new ProducerProperties()));
    }

    void start(ConfigurationSource source) {
        var services = new RuleServices(MappingEngine::new, this::access, topics, metrics, health);
        var reading = source.read();
        assertThat(reading.problems().all()).isEmpty();
        reload = new RuleReload(source, reading, services);
    }

    Path write(String yaml) throws IOException {
        var whole = Files.writeString(folder.resolve("next"), yaml); // nobody is to see half of it
        return Files.move(whole, folder.resolve("sluice.yaml"), ATOMIC_MOVE);
    }

    void schema(String type) throws IOException {
        Files.writeString(folder.resolve("schemas/T.avsc"), avsc(type));
    }

    static String avsc(String type) {
        return "{\"type\":\"record\",\"name\":\"T\",\"fields\":[{\"name\":\"x\",\"type\":\"" + type + "\"}]}";
    }

    RuleSet current() {
        return reload.live().current();
    }

    ReloadOutcome reload() throws Exception {
        return reload.request("test").get(60, TimeUnit.SECONDS);
    }

    /** How many reloads have ended so. */
    int count(String result) {
        var line = "sluice_rules_reloads_total{result=\"" + result + "\"} ";
        return (int) metrics.scrape()
                .lines()
                .filter(each -> each.startsWith(line))
                .mapToDouble(each -> Double.parseDouble(each.substring(line.length())))
                .sum();
    }

    private Runnable access(SluiceSettings settings) {
        return () -> inForce = settings.authorization();
    }

    @Override
    public void close() {
        if (reload != null) {
            reload.close();
        }
        metrics.close();
    }

    static final class RecordedTopics implements RuleServices.KafkaTopics {

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
