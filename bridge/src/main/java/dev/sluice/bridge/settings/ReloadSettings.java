package dev.sluice.bridge.settings;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.time.Duration;
import java.util.Optional;

/**
 * How changed rules are noticed.
 *
 * @param watch whether files are looked at by themselves; without it rules change by SIGHUP and the management API only
 * @param interval how often they are looked at
 */
public record ReloadSettings(boolean watch, Duration interval) {

    /** How often files are looked at by themselves; empty if never. */
    public Optional<Duration> watched() {
        return watch ? Optional.of(interval) : Optional.empty();
    }

    static ReloadSettings read(Node node, Problems problems) {
        return new ReloadSettings(
                node.flag("watch", true, problems),
                node.durationBetween(
                        "interval", Duration.ofMillis(100), Duration.ofHours(1), Duration.ofSeconds(5), problems));
    }
}
