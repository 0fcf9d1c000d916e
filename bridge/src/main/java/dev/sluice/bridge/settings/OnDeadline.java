package dev.sluice.bridge.settings;

/** What a device sees when Kafka has not taken its message within {@code kafka.delivery-deadline}. */
public enum OnDeadline {
    /** Its connection is closed (MQTT 5: 0x97), so that its library resends when the session resumes. */
    DISCONNECT,
    /** MQTT 5: a PUBACK or PUBREC with 0x97, which hands the message back to the application. MQTT 3.1.1 has no such answer: closed. */
    REFUSE
}
