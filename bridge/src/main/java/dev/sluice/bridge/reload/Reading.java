package dev.sluice.bridge.reload;

import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.rule.ValueForm;
import dev.sluice.mapping.schema.SubjectUnusable;
import dev.sluice.mapping.settings.Input;
import dev.sluice.mapping.settings.Problems;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * A configuration as it was read at some time.
 *
 * @param settings empty when there is any problem
 * @param content every value by its path, secrets too: for comparing, never for showing; nothing when there is any problem
 * @param inputs the files and folders that were read
 * @param files what they held
 * @param folder where relative paths start
 */
public record Reading(
        Optional<SluiceSettings> settings,
        Problems problems,
        SortedMap<String, String> content,
        Set<Input> inputs,
        FileDigests files,
        Path folder) {

    private static final int VERSION_DIGITS = 12;

    /** Whether another look may find something else although no file has changed: a registry did not say which schemas it has. */
    boolean isPreliminary() {
        return problems.all().stream().anyMatch(problem -> problem.code().equals(SubjectUnusable.UNREACHABLE));
    }

    /** Equal for equal rules and schemas, whatever else has changed. */
    String rulesVersion() {
        var all = new StringBuilder();
        content.forEach((path, value) -> {
            if (!RuleKeys.needRestart(path)) {
                all.append(path).append('\0').append(value).append('\0');
            }
        });
        files.digests().entrySet().stream()
                .filter(entry -> isOfRules(entry.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> all.append(entry.getKey().getFileName())
                        .append('\0')
                        .append(entry.getValue())
                        .append('\0'));
        settings.stream()
                .flatMap(each -> each.rules().mappings().stream())
                .forEach(mapping -> all.append(schema(mapping.value())).append('\0'));
        if (settings.filter(each -> each.authorization().rules().isPresent()).isPresent()) {
            all.append("authorization\0"); // a section with nothing in it has no content, and denies everything
        }
        if (settings.filter(each -> each.authentication().certificates().isPresent())
                .isPresent()) {
            all.append("authentication.certificates\0"); // likewise, and lets in whoever has one
        }
        return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, VERSION_DIGITS);
    }

    /** A schema that a registry calls its latest one is written nowhere. */
    private static String schema(ValueForm value) {
        return value.fold(
                envelope -> "",
                json -> json.schema().toString(),
                bytes -> bytes.schema().toString());
    }

    /** Whether the file is not in {@link #content} and yet makes a difference to rules: a schema, say. */
    private boolean isOfRules(Path file) {
        return inputs.stream()
                .filter(input -> !input.isInContent())
                .anyMatch(input -> input.suffix().isEmpty()
                        ? input.path().equals(file)
                        : input.path().equals(file.getParent()));
    }
}
