package dev.sluice.broker.guard;

import java.time.Duration;
import java.util.Optional;

/**
 * How devices are sent to another server.
 *
 * @param spread the time over which they are told, evenly
 * @param patience how long a device that is told may wait for what it is owed, before it goes without
 * @param serverReference where MQTT 5 devices should go, if anybody knows (MQTT 5.0 §3.14.2.2.5)
 */
public record SendOff(Duration spread, Duration patience, Optional<String> serverReference) {}
