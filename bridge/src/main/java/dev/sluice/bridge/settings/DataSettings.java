package dev.sluice.bridge.settings;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Sluice keeps on disk.
 *
 * @param folder absolute; made when it is needed, and used by one process at a time
 * @param sessions whether persistent sessions are among it
 */
public record DataSettings(Path folder, SessionKeeping sessions) {

    /** Where sessions outlive the process; empty where they need not. */
    public Optional<Path> sessionFolder() {
        return switch (sessions) {
            case DURABLE -> Optional.of(folder);
            case MEMORY -> Optional.empty();
        };
    }

    /** @param start where a relative folder starts: the folder of the configuration file */
    static DataSettings read(Node node, Path start, Problems problems) {
        return new DataSettings(
                start.resolve(node.text("folder", "data", problems))
                        .toAbsolutePath()
                        .normalize(),
                node.choice("sessions", SessionKeeping.DURABLE, problems));
    }
}
