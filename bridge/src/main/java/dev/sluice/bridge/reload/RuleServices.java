package dev.sluice.bridge.reload;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.engine.MappingEngine;
import dev.sluice.mapping.rule.MappingRules;
import java.util.Collection;
import java.util.function.Function;

/**
 * What the running process lends to rules that come into force.
 *
 * @param engines makes the engine of a set of rules
 * @param access makes what decides who may do what by these settings; running the answer puts it into force
 */
public record RuleServices(
        Function<MappingRules, MappingEngine> engines,
        Function<SluiceSettings, Runnable> access,
        KafkaTopics topics,
        Metrics metrics,
        HealthBoard health) {

    /** The Kafka topics that rules name. */
    public interface KafkaTopics {

        /** Gets ready to send to these, for a bounded time; returns those that are not ready yet. */
        Collection<String> warmUp(Collection<String> topics) throws InterruptedException;

        /** No rule names these any more: nobody needs to hear that they are missing unless a message still waits for one. */
        void forget(Collection<String> topics);
    }
}
