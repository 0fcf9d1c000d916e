package dev.sluice.sandbox.bench;

import java.util.Arrays;
import java.util.Optional;

/** Who can be measured side by side. */
public enum PeerKind {
    SLUICE("sluice", true, true),
    MOQUETTE("moquette", true, false),
    MOSQUITTO("mosquitto", true, true),
    PRODUCER("producer", false, true);

    private final String word;
    private final boolean mqtt;
    private final boolean kafka;

    PeerKind(String word, boolean mqtt, boolean kafka) {
        this.word = word;
        this.mqtt = mqtt;
        this.kafka = kafka;
    }

    /** As in {@code --peers}. */
    public String word() {
        return word;
    }

    public static Optional<PeerKind> named(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    /** Whether devices can connect to it, so that something is acknowledged to them. */
    boolean speaksMqtt() {
        return mqtt;
    }

    boolean reachesKafka() {
        return kafka;
    }

    /** Whether it gets faster with what a JIT compiler learns of it. */
    boolean isCompiledAsItRuns() {
        return this != MOSQUITTO;
    }

    /** So many of its messages may be on their way when all others have arrived. */
    int tail() {
        return this == MOSQUITTO ? KcatPipe.TAIL : 0;
    }

    /** Only then can something be acknowledged to a device and yet not be in Kafka. */
    boolean canLose() {
        return mqtt && kafka;
    }
}
