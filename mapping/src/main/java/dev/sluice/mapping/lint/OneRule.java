package dev.sluice.mapping.lint;

import dev.sluice.mapping.rule.AckMode;
import dev.sluice.mapping.rule.MessageFact;
import dev.sluice.mapping.rule.OnInvalid;
import java.util.List;
import java.util.Optional;

/** Advice that a rule needs for its own sake. */
final class OneRule {

    private final LintedRule rule;

    OneRule(LintedRule rule) {
        this.rule = rule;
    }

    void advise(List<Advice> advice) {
        manyTopics().ifPresent(advice::add);
        rule.key().flatMap(this::splitDevice).ifPresent(advice::add);
        losses(advice);
    }

    /** A Kafka topic is no row of a table: each costs the cluster partitions, files and metadata for good. */
    private Optional<Advice> manyTopics() {
        var topic = rule.topic();
        if (!topic.fromMessages().isEmpty()) {
            return Optional.of(unbounded(Level.WARNING, topic.fromMessages().get(0) + " in to.topic", "value"));
        }
        if (!topic.rests().isEmpty()) {
            return Optional.of(unbounded(
                    Level.WARNING, "{" + topic.rests().get(0) + "...} in to.topic", "way of ending an MQTT topic"));
        }
        if (topic.facts().contains(MessageFact.CLIENT)) {
            return Optional.of(unbounded(Level.WARNING, "mqtt.client in to.topic", "client id"));
        }
        if (topic.facts().contains(MessageFact.TOPIC)) {
            return Optional.of(unbounded(Level.WARNING, "mqtt.topic in to.topic", "MQTT topic"));
        }
        return topic.captures().stream()
                .filter(TemplateParts::isDevice)
                .findFirst()
                .map(capture -> unbounded(Level.HINT, "{" + capture + "} in to.topic", "device"));
    }

    private Advice unbounded(Level level, String what, String each) {
        return rule.advice(
                level,
                "TOPIC-UNBOUNDED",
                "Because of " + what + ", each new " + each
                        + " is a new Kafka topic, and devices decide how many there are. Put it into the key or a header, or make sure"
                        + " that it has few values.");
    }

    private Optional<Advice> splitDevice(TemplateParts key) {
        var passing = key.fromMessages().stream().filter(TemplateParts::passes).findFirst();
        if (passing.isPresent()) {
            return Optional.of(split(
                    Level.WARNING, passing.get() + " differs from message to message, so that one device's messages"));
        }
        if (key.isConstant()) {
            return Optional.of(rule.advice(
                    Level.HINT,
                    "KEY-CONSTANT",
                    "Every record has the key " + key.written()
                            + ", so that all go to one partition: its broker and its reader carry everything. Leave to.key out for the"
                            + " client id, or name a capture."));
        }
        if (!key.facts().contains(MessageFact.CLIENT) && key.facts().contains(MessageFact.QOS)) {
            return Optional.of(
                    split(Level.HINT, "mqtt.qos is in the key, so that one device's messages of different QoS"));
        }
        return splitByTopic(key);
    }

    /** A capture behind the device's names a part of the device: one more than the device in the key takes it apart. */
    private Optional<Advice> splitByTopic(TemplateParts key) {
        var captures = rule.from().captureNames();
        int device = -1;
        for (int i = 0; i < captures.size(); i++) {
            device = TemplateParts.isDevice(captures.get(i)) ? i : device;
        }
        if (device < 0) {
            return Optional.empty();
        }
        for (int i = device + 1; i < captures.size(); i++) {
            var capture = captures.get(i);
            if (key.captures().contains(capture) || key.rests().contains(capture)) {
                return Optional.of(split(
                        Level.HINT,
                        "{" + capture + "}, which comes behind {" + captures.get(device)
                                + "}, is in the key, so that one device's messages to different topics"));
            }
        }
        return Optional.empty();
    }

    private Advice split(Level level, String why) {
        return rule.advice(
                level,
                "KEY-SPLITS-DEVICE",
                why
                        + " go to different partitions and are read in no particular order. Use what stays the same for a device: a"
                        + " capture, or no to.key at all, which is the client id.");
    }

    private void losses(List<Advice> advice) {
        if (rule.rule().ack() == AckMode.RECEIVED) {
            advice.add(rule.advice(
                    Level.HINT,
                    "ACK-LOSSY",
                    "ack: received acknowledges before Kafka has the message: what is in memory when the process dies is lost, and"
                            + " its device believes it stored. ack: kafka keeps the promise."));
        }
        if (rule.rule().onInvalid() == OnInvalid.DROP) {
            advice.add(rule.advice(
                    Level.HINT,
                    "INVALID-DROPPED",
                    "on-invalid: drop acknowledges what does not fit and forgets it: only a counter remains. on-invalid: dead-letter"
                            + " keeps its bytes and the reason."));
        }
    }
}
