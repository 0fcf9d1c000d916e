package dev.sluice.simulator.readback;

/** Kafka is there and does not let this client in, or this client does not trust it; the message has Kafka's own words. */
public final class KafkaLoginException extends KafkaAwayException {

    public KafkaLoginException(String message, Throwable cause) {
        super(message, cause);
    }
}
