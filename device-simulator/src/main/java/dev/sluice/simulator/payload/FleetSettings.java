package dev.sluice.simulator.payload;

import dev.sluice.simulator.telemetry.Delivery;
import dev.sluice.simulator.telemetry.TopicTemplate;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What payloads need to know of the fleet.
 *
 * @param topic where messages go; must be there unless the payload has its own topics
 * @param devices of the fleet
 * @param folder that files are relative to
 */
public record FleetSettings(Optional<TopicTemplate> topic, Delivery delivery, long seed, int devices, Path folder) {

    TopicTemplate requiredTopic() {
        return topic.orElseThrow(() -> new IllegalArgumentException("the fleet has no topic to publish to"));
    }
}
