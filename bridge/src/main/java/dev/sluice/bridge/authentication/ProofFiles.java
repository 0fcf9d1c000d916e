package dev.sluice.bridge.authentication;

import dev.sluice.broker.identity.UnusableProofs;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.util.Optional;

/** Reads the files that the section names. */
final class ProofFiles {

    private static final int LARGEST = 16 << 20;

    interface Parser<T> {
        T parse(byte[] content) throws UnusableProofs;
    }

    private ProofFiles() {}

    /** Empty after complaining, also that the key is not written. */
    static <T> Optional<T> read(Node node, String key, Parser<T> parser, Problems problems) {
        var content = node.requiredFile(key, LARGEST, problems);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(content.get()));
        } catch (UnusableProofs unusable) {
            node.complain(key, node.shown(key) + ": " + unusable.getMessage(), "BAD-VALUE", problems);
            return Optional.empty();
        }
    }
}
