package dev.sluice.bridge.shadow;

import dev.sluice.bridge.settings.SchemaSettings;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.engine.MappingEngine;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.settings.Problem;
import dev.sluice.mapping.settings.Problems;
import dev.sluice.mapping.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads candidate rules: a whole configuration or its rule keys alone. Checked as the rules in force are; sections that a running
 * process cannot change are not looked into. Without {@code schemas.folder} of their own they use that of the rules in force,
 * and the registry is that one in any case.
 */
public final class CandidateSource {

    private final Path folder;
    private final Function<MappingRules, MappingEngine> engines;

    /**
     * @param folder of the configuration: relative paths start here, and only files in here can be named
     * @param engines makes engines that change nothing outside themselves
     */
    public CandidateSource(Path folder, Function<MappingRules, MappingEngine> engines) {
        this.folder = folder;
        this.engines = engines;
    }

    /** Exactly one of the two is there. */
    public record Checked(Optional<Candidate> candidate, List<Problem> problems) {}

    /** A file in the folder of the configuration; what it says of environment and files counts as it does there. */
    public Checked file(String name, SchemaSettings usualSchemas) {
        var file = inFolder(name);
        if (file.isEmpty()) {
            return new Checked(
                    Optional.empty(),
                    List.of(new Problem(
                            name,
                            0,
                            0,
                            "file",
                            "there is no such YAML file in the folder of the configuration (" + folder + ")",
                            "FILE-MISSING")));
        }
        return checked(name, SettingsFile.of(file.get(), List.of()), usualSchemas);
    }

    /** Text from outside, which may not refer to the environment or the files of this process. */
    public Checked text(String yaml, SchemaSettings usualSchemas) {
        return checked("candidate", SettingsFile.ofForeignText("candidate", yaml, folder), usualSchemas);
    }

    /** Through symbolic links, as a mounted ConfigMap has them, but not out of the folder. */
    private Optional<Path> inFolder(String name) {
        try {
            var file = folder.resolve(name).toRealPath();
            boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
            return yaml && file.startsWith(folder.toRealPath()) ? Optional.of(folder.resolve(name)) : Optional.empty();
        } catch (IOException | InvalidPathException absent) {
            return Optional.empty();
        }
    }

    private Checked checked(String name, SettingsFile source, SchemaSettings usualSchemas) {
        Optional<MappingRules> rules = source.read(SluiceSettings.rulesReader(folder, usualSchemas));
        Problems problems = source.problems();
        return rules.map(good -> new Checked(Optional.of(new Candidate(name, good, engines.apply(good))), List.of()))
                .orElseGet(() -> new Checked(Optional.empty(), problems.all()));
    }
}
