package dev.sluice.simulator.fleet;

/** The protocol a device speaks. */
public enum MqttVersion {
    V3_1_1("3.1.1", 4),
    V5("5", 5);

    private final String text;
    private final int level;

    MqttVersion(String text, int level) {
        this.text = text;
        this.level = level;
    }

    /** The protocol level in CONNECT (MQTT 5.0 §3.1.2.2). */
    public int level() {
        return level;
    }

    @Override
    public String toString() {
        return text;
    }
}
