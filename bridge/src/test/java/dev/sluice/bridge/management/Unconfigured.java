package dev.sluice.bridge.management;

import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.reload.ConfigurationSource;
import dev.sluice.bridge.reload.RuleReload;
import dev.sluice.bridge.reload.RuleServices;
import dev.sluice.bridge.shadow.CandidateSource;
import dev.sluice.bridge.shadow.Shadow;
import dev.sluice.mapping.engine.MappingEngine;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The rules of a bridge without any configuration and without Kafka. */
final class Unconfigured {

    private Unconfigured() {}

    static RuleReload reload(Metrics metrics, HealthBoard health) {
        var source = new ConfigurationSource(Optional.empty(), List.of(), new ProducerProperties());
        return new RuleReload(
                source,
                source.read(),
                new RuleServices(MappingEngine::new, settings -> () -> {}, new NoTopics(), metrics, health));
    }

    static RuleAdministration administration(RuleReload reload, Metrics metrics) {
        return new RuleAdministration(
                reload,
                new Shadow(metrics.gauges()),
                new CandidateSource(Path.of("").toAbsolutePath(), MappingEngine::new));
    }

    private static final class NoTopics implements RuleServices.KafkaTopics {
        @Override
        public Collection<String> warmUp(Collection<String> topics) {
            return List.of();
        }

        @Override
        public void forget(Collection<String> topics) {}
    }
}
