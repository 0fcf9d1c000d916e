package dev.sluice.bridge.campaign;

import java.time.Duration;

/**
 * What happens in an outage campaign.
 *
 * @param within devices of the simulator that stay within their window
 * @param pinging devices of our own that do so too, and ping all the time
 * @param beyond devices that send far beyond their window
 * @param qos0 devices that have no window
 * @param rate messages a second offered by all devices of the simulator: 85 % by those within, 10 % beyond, 5 % QoS 0
 * @param budget messages that may be in flight
 */
record OutageSettings(
        Outage outage,
        Duration before,
        Duration lasts,
        Duration after,
        int within,
        int pinging,
        int beyond,
        int qos0,
        int rate,
        int budget) {}
