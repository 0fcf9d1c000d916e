package dev.sluice.mapping.sparkplug;

import java.time.Duration;

/**
 * How much a plant, or somebody who plays one, can make Sluice remember.
 *
 * @param edgeNodes edge nodes that are remembered; beyond it those go first that are not online, the longest unheard before others
 * @param metricsPerNode metrics of one edge node with all its devices; a birth with more is not taken
 * @param nameLength characters of a metric's name, and of the names in a topic; what is longer is not taken
 * @param bytes all births together, roughly; beyond it edge nodes go as above
 * @param rebirthPause least time between two requests to one edge node; each request without an answer doubles it, up to 64 times
 */
public record SparkplugLimits(int edgeNodes, int metricsPerNode, int nameLength, long bytes, Duration rebirthPause) {

    public static final SparkplugLimits DEFAULT =
            new SparkplugLimits(10_000, 20_000, 1_024, 128L * 1024 * 1024, Duration.ofSeconds(10));
}
