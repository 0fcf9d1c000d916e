package dev.sluice.mapping.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a configuration was read from: a file, or all files of one ending that lie in a folder. Who watches a configuration watches these.
 *
 * @param suffix of the files in the folder, {@code .avsc}; empty when {@code path} is the file itself
 * @param isInContent whether {@link SettingsFile#content} has what the file says: the configuration itself, and {@code ${file:PATH}}; or
 *     rules need nothing of it
 */
public record Input(Path path, Optional<String> suffix, boolean isInContent) {

    public Input {
        path = path.toAbsolutePath().normalize();
    }

    static Input text(Path file) {
        return new Input(file, Optional.empty(), true);
    }

    /** A file that no rule depends on. */
    static Input aside(Path file) {
        return new Input(file, Optional.empty(), true);
    }

    static Input file(Path file) {
        return new Input(file, Optional.empty(), false);
    }

    static Input folder(Path folder, String suffix) {
        return new Input(folder, Optional.of(suffix), false);
    }
}
