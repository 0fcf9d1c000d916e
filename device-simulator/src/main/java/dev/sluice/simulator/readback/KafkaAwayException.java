package dev.sluice.simulator.readback;

/** Kafka cannot be reached, or stopped answering; the message says which Kafka and how far reading came. */
public class KafkaAwayException extends Exception {

    public KafkaAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
