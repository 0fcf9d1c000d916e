package dev.sluice.bridge.kafka;

import org.apache.kafka.common.KafkaException;

/** What went wrong with Kafka, for people. */
public final class KafkaReason {

    private KafkaReason() {}

    /** The message; behind "Failed to create new KafkaAdminClient" and its like, which say nothing, that of the cause. */
    public static String of(Throwable failure) {
        boolean wrapped = failure.getClass() == KafkaException.class && failure.getCause() instanceof KafkaException;
        return (wrapped ? failure.getCause() : failure).getMessage();
    }
}
