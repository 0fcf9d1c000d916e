package dev.sluice.sandbox.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is measured.
 *
 * @param messages messages of one round, the same number on both sides
 * @param rounds rounds that count, after a warm-up
 * @param window messages that one connection may have unacknowledged
 * @param partitions of each of the two topics
 * @param payloadBytes about so many bytes of JSON in a message
 * @param configuration the bridge's configuration instead of the one with a JSON to Avro rule
 * @param overrides {@code path=value}, passed on to the bridge
 * @param bridgeOptions options for the bridge's JVM beside the launcher's own
 * @param profile folder for a profile of the bridge, taken in one round more
 */
public record BenchSettings(
        long messages,
        int rounds,
        int connections,
        int window,
        int partitions,
        int payloadBytes,
        Optional<Path> configuration,
        List<String> overrides,
        Optional<String> bridgeOptions,
        Optional<Path> profile) {

    public BenchSettings {
        overrides = List.copyOf(overrides);
    }
}
