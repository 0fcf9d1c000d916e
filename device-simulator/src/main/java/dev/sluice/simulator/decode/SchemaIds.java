package dev.sluice.simulator.decode;

import java.util.Optional;
import org.apache.avro.Schema;

/** Who knows which schema an id in front of a value means. */
@FunctionalInterface
public interface SchemaIds {

    /**
     * Empty when there is no such id.
     *
     * @throws RegistryAwayException when nobody can say
     */
    Optional<Schema> byId(int id);
}
