package dev.sluice.bridge.settings;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where Avro schemas come from.
 *
 * @param folder absolute; searched for {@code *.avsc} when rules load
 */
public record SchemaSettings(Optional<Path> folder) {

    /** @param start where a relative folder starts: the folder of the configuration file */
    static SchemaSettings read(Node node, Path start, Problems problems) {
        node.notYet("registry", "schemas come from schemas.folder", problems);
        return new SchemaSettings(
                node.optionalText("folder", problems).map(start::resolve).map(Path::normalize));
    }
}
