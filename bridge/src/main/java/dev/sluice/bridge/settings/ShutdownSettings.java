package dev.sluice.bridge.settings;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.time.Duration;

/**
 * How Sluice stops.
 *
 * @param drain how long messages in flight may take to reach Kafka before the process ends without them
 */
public record ShutdownSettings(Duration drain) {

    static ShutdownSettings read(Node node, Problems problems) {
        return new ShutdownSettings(
                node.durationBetween("drain", Duration.ZERO, Duration.ofMinutes(10), Duration.ofSeconds(10), problems));
    }
}
