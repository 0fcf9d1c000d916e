package dev.sluice.sandbox.audit;

import java.util.Locale;

/** A fleet of like devices. Each has a process, a ledger and a Kafka topic of its own, so that what is found can be told apart. */
enum Flavour {
    Q1_V3(1, "3.1.1"),
    Q1_V5(1, "5"),
    Q2_V3(2, "3.1.1"),
    Q2_V5(2, "5"),
    /** For the negative control only; not part of a campaign. */
    CONTROL(1, "5");

    private final int qos;
    private final String mqtt;

    Flavour(int qos, String mqtt) {
        this.qos = qos;
        this.mqtt = mqtt;
    }

    int qos() {
        return qos;
    }

    String mqtt() {
        return mqtt;
    }

    /** In topics, client ids and names of files. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String kafkaTopic() {
        return BridgeRules.TOPIC_PREFIX + word();
    }

    @Override
    public String toString() {
        return "QoS " + qos + ", MQTT " + mqtt;
    }
}
