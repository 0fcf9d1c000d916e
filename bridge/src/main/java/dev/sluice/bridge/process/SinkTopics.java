package dev.sluice.bridge.process;

import dev.sluice.bridge.kafka.KafkaSink;
import dev.sluice.bridge.reload.RuleServices;
import dev.sluice.bridge.settings.KafkaSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;

/** The Kafka topics that reloaded rules name, as the sink knows them. */
record SinkTopics(KafkaSink sink, KafkaSettings kafka) implements RuleServices.KafkaTopics {

    /** Whoever asks for new rules waits for an answer. */
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(30);

    @Override
    public Collection<String> warmUp(Collection<String> topics) throws InterruptedException {
        var limit = kafka.warmUp();
        return sink.warmUp(topics, limit.compareTo(LONGEST_WARM_UP) < 0 ? limit : LONGEST_WARM_UP);
    }

    @Override
    public void forget(Collection<String> topics) {
        var unnamed = new HashSet<>(topics);
        unnamed.remove(kafka.deadLetterTopic());
        sink.forget(unnamed);
    }
}
