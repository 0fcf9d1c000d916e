package dev.sluice.bridge.settings;

/** How long a persistent MQTT session can live. */
public enum SessionKeeping {
    /** As long as its device has asked for, through restarts and crashes of Sluice: it is on disk before the device hears of it. */
    DURABLE,
    /** No longer than the process. */
    MEMORY
}
