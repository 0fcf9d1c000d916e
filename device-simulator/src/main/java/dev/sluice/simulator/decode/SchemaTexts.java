package dev.sluice.simulator.decode;

import java.util.Optional;

/** Who knows which schema an id in front of a value means. May throw exceptions of its own when it cannot say. */
@FunctionalInterface
public interface SchemaTexts {

    /** The schema as JSON; empty when there is no such id. */
    Optional<String> byId(int id);
}
