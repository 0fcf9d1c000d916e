package dev.sluice.bridge.authentication;

import dev.sluice.broker.identity.scram.ScramFile;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.util.Optional;

/**
 * Users for SCRAM-SHA-256.
 *
 * @param file as it was when the configuration was read; empty only if it cannot be used
 */
public record ScramSettings(Optional<ScramFile> file) {

    static ScramSettings read(Node node, Problems problems) {
        return new ScramSettings(ProofFiles.read(node, "file", ScramFile::parse, problems));
    }
}
