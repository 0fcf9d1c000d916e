package dev.sluice.bridge.process;

import dev.sluice.bridge.kafka.KafkaSink;
import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.bridge.spool.JournalSpool;
import dev.sluice.mapping.rule.MappingRules;
import java.util.function.Supplier;

/** How a bridge comes by its journal. */
final class SpoolStart {

    private SpoolStart() {}

    /**
     * A journal, open if rules need it now or records are left in it.
     *
     * @param inForce the rules of the moment: while all of them spool, Sluice can do without Kafka
     */
    static JournalSpool of(
            SluiceSettings settings,
            KafkaSink sink,
            Metrics metrics,
            HealthBoard health,
            Supplier<MappingRules> inForce) {
        var kafka = settings.kafka();
        var target = new JournalSpool.Target(
                sink,
                kafka.deadLetterTopic(),
                new ProducerProperties().maxRequestBytes(kafka.producer()),
                kafka.inFlight().bytes().bytes());
        var spool = new JournalSpool(settings.spool(), target, metrics, health);
        spool.openIfLeft();
        if (JournalSpool.isNeededBy(settings.rules())) {
            spool.open();
        }
        health.excuse(
                name -> name.equals("kafka") || name.startsWith("kafka-topic ") && health.isDown("kafka"),
                () -> spool.standsInForKafka(inForce.get()));
        return spool;
    }
}
