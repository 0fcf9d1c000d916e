package dev.sluice.mapping.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * One configuration: a YAML file, or none at all, with overrides from the command line on top.
 *
 * <pre>{@code
 * var file = SettingsFile.of(Path.of("sluice.yaml"), overrides);
 * var settings = file.read(BridgeSettings::read);
 * if (settings.isEmpty()) { print(file.problems().render()); exit 2 }
 * }</pre>
 */
public final class SettingsFile {

    private final Problems problems;
    private final Path folder;
    private final Written root;

    private SettingsFile(
            String name,
            Path folder,
            Optional<String> text,
            List<String> overrides,
            UnaryOperator<String> environment,
            Problems problems) {
        this.problems = problems;
        this.folder = folder;
        var document =
                text.map(yaml -> YamlReader.read(name, yaml, problems)).orElseGet(() -> YamlReader.nothing(name));
        if (!(document instanceof YamlValue.Mapping)) {
            problems.add(
                    new Problem(document.place(), "", document.kind() + ": expected a map of settings", "WRONG-TYPE"));
            document = YamlReader.nothing(name);
        }
        this.root = new Written(
                new References(folder, environment),
                "",
                new Place(name, document.place().line(), document.place().column()),
                document,
                Assignment.parse(overrides, problems));
    }

    /** A file that must exist. Its name in messages is the path as given. */
    public static SettingsFile of(Path file, List<String> overrides) {
        var problems = new Problems(file.toString());
        return new SettingsFile(
                file.toString(), folderOf(file), content(file, problems), overrides, System::getenv, problems);
    }

    /** A file that may be absent, which means the same as an empty one. */
    public static SettingsFile ofOptional(Path file, List<String> overrides) {
        return Files.exists(file) ? of(file, overrides) : empty(overrides);
    }

    /** Zero configuration: nothing is written, overrides aside. Relative paths start at the working directory. */
    public static SettingsFile empty(List<String> overrides) {
        return new SettingsFile(
                "configuration",
                Path.of("").toAbsolutePath(),
                Optional.empty(),
                overrides,
                System::getenv,
                new Problems("configuration"));
    }

    /**
     * YAML from memory, for tests and examples.
     *
     * @param environment gives null for a variable that is not set
     */
    public static SettingsFile ofText(
            String name, String yaml, Path folder, List<String> overrides, UnaryOperator<String> environment) {
        return new SettingsFile(name, folder, Optional.of(yaml), overrides, environment, new Problems(name));
    }

    /** Lets the reader take what it knows, then complains of every key that it did not ask for. Empty when there is any problem. */
    public <T> Optional<T> read(BiFunction<Node, Problems, T> reader) {
        var settings = reader.apply(new Node(root), problems);
        root.complainOfUnread(problems);
        return problems.isEmpty() ? Optional.of(settings) : Optional.empty();
    }

    public Problems problems() {
        return problems;
    }

    /** Where relative paths in the settings start. */
    public Path folder() {
        return folder;
    }

    private static Path folderOf(Path file) {
        return file.toAbsolutePath().normalize().getParent();
    }

    private static Optional<String> content(Path file, Problems problems) {
        String why;
        try {
            var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (NoSuchFileException missing) {
            why = "there is no such file";
        } catch (CharacterCodingException notText) {
            problems.add(new Problem(new Place(file.toString(), 0, 0), "", "is not UTF-8 text", "NOT-YAML"));
            return Optional.empty();
        } catch (IOException unreadable) {
            why = "the file cannot be read (" + unreadable.getClass().getSimpleName() + ")";
        }
        problems.add(new Problem(new Place(file.toString(), 0, 0), "", why, "FILE-MISSING"));
        return Optional.empty();
    }
}
