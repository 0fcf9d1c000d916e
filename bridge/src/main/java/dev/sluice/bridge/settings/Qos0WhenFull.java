package dev.sluice.bridge.settings;

/** What becomes of QoS 0 messages while there is no room on the way to Kafka. */
public enum Qos0WhenFull {
    /** Their connections are not read until there is room: TCP slows the device down. */
    PAUSE,
    /** They are dropped and counted. */
    DROP
}
