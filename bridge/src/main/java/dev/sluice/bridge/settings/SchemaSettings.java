package dev.sluice.bridge.settings;

import dev.sluice.bridge.registry.RegistrySchemas;
import dev.sluice.bridge.registry.RegistrySettings;
import dev.sluice.mapping.schema.FolderSchemas;
import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.schema.SchemasUnusable;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where Avro schemas come from, and their ids.
 *
 * @param folder absolute; searched for {@code *.avsc} when rules load
 * @param registry asked for the subjects that rules name when they load, and for ids when records are made
 */
public record SchemaSettings(Optional<Path> folder, Optional<RegistrySettings> registry) {

    /** @param start where a relative folder starts: the folder of the configuration file */
    static SchemaSettings read(Node node, Path start, Problems problems) {
        var folder = node.optionalText("folder", problems).map(start::resolve).map(Path::normalize);
        if (!node.has("registry")) {
            return new SchemaSettings(folder, Optional.empty());
        }
        return new SchemaSettings(
                folder, Optional.of(RegistrySettings.read(node.map("registry", problems), start, problems)));
    }

    /** These settings with the folder that rules name, if they do. Rules that are tried do not choose whom this process connects to. */
    SchemaSettings forRules(Node node, Path start, Problems problems) {
        node.map("registry", problems).skip();
        return new SchemaSettings(
                node.optionalText("folder", problems)
                        .map(start::resolve)
                        .map(Path::normalize)
                        .or(() -> folder),
                registry);
    }

    /** The schemas for rules to choose from; empty after complaining that they cannot be used. */
    Optional<SchemaSource> load(Node node, Problems problems) {
        var files = loadFolder(node, problems);
        return registry.isEmpty() ? files : files.map(found -> new RegistrySchemas(found, registry.get()));
    }

    private Optional<SchemaSource> loadFolder(Node node, Problems problems) {
        if (folder.isEmpty()) {
            return Optional.of(name -> Optional.empty());
        }
        node.readsFolder(folder.get(), FolderSchemas.SUFFIX);
        try {
            return Optional.of(FolderSchemas.load(folder.get()));
        } catch (SchemasUnusable unusable) {
            unusable.problems().forEach(each -> node.complain("folder", each.toString(), "SCHEMA-UNUSABLE", problems));
            return Optional.empty();
        }
    }
}
