package dev.sluice.sandbox.bench;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What {@code sluice verify} found after a part had failed under load.
 *
 * @param lost acknowledged to a device, and not in Kafka
 * @param duplicated further copies in Kafka
 * @param reordered messages that stand behind a later one of their device in one partition
 */
record Loss(long sent, long acknowledged, long lost, long duplicated, long reordered) {

    static Loss read(JsonNode figures) {
        return new Loss(
                figures.path("sent").asLong(),
                figures.path("acknowledged").asLong(),
                figures.path("lost").asLong(),
                figures.path("duplicated").asLong(),
                figures.path("reordered").asLong());
    }
}
