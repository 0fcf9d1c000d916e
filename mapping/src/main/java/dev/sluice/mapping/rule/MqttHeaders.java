package dev.sluice.mapping.rule;

/** Which of a message's MQTT particulars go into record headers beside the event id, which always does. They cost bytes and CPU. */
public enum MqttHeaders {
    /** Topic, client id, QoS, retain flag and the MQTT 5 properties. */
    FULL,
    /** Topic and client id. */
    MINIMAL,
    /** None. */
    NONE
}
