package dev.sluice.bridge.settings;

import dev.sluice.mapping.schema.FolderSchemas;
import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.schema.SchemasUnusable;
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

    /** The schemas for rules to choose from, none without a folder; empty after complaining that they cannot be used. */
    Optional<SchemaSource> load(Node node, Problems problems) {
        if (folder.isEmpty()) {
            return Optional.of(name -> Optional.empty());
        }
        try {
            return Optional.of(FolderSchemas.load(folder.get()));
        } catch (SchemasUnusable unusable) {
            unusable.problems().forEach(each -> node.complain("folder", each.toString(), "SCHEMA-UNUSABLE", problems));
            return Optional.empty();
        }
    }
}
