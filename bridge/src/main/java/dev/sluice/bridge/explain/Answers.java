package dev.sluice.bridge.explain;

import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.rule.MappingRule;
import dev.sluice.mapping.rule.OnUnmapped;

/** What devices hear, in words. */
final class Answers {

    private Answers() {}

    static String acknowledgement(MappingRule rule) {
        return switch (rule.ack()) {
            case KAFKA -> "the device is acknowledged once Kafka has the record (ack: kafka)";
            case SPOOL ->
                "the device is acknowledged once the journal has the record on disk; Kafka gets it from there (ack: spool)";
            case RECEIVED -> "the device is acknowledged at once and the record may be lost (ack: received)";
        };
    }

    static String toInvalid(MappingRule rule, SluiceSettings settings) {
        return switch (rule.onInvalid()) {
            case DEAD_LETTER ->
                "the device is acknowledged once the dead letter is in Kafka topic "
                        + settings.kafka().deadLetterTopic() + " (on-invalid: dead-letter)";
            case REFUSE -> "MQTT 5 devices are told 0x99, MQTT 3.1.1 makes it a dead letter (on-invalid: refuse)";
            case DROP -> "it is acknowledged, counted and forgotten (on-invalid: drop)";
        };
    }

    static String toUnmapped(OnUnmapped policy) {
        return policy == OnUnmapped.REFUSE
                ? "MQTT 5 devices are told 0x90, MQTT 3.1.1 makes it a dead letter (on-unmapped: refuse)"
                : "local subscribers get it, Kafka does not (on-unmapped: local)";
    }
}
