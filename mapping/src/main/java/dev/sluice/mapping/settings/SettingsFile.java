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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
    private final References references;
    private final Written root;

    private SettingsFile(
            String name,
            Path folder,
            Optional<String> text,
            List<String> overrides,
            References references,
            Problems problems) {
        this.problems = problems;
        this.folder = folder;
        this.references = references;
        var document =
                text.map(yaml -> YamlReader.read(name, yaml, problems)).orElseGet(() -> YamlReader.nothing(name));
        if (!(document instanceof YamlValue.Mapping)) {
            problems.add(
                    new Problem(document.place(), "", document.kind() + ": expected a map of settings", "WRONG-TYPE"));
            document = YamlReader.nothing(name);
        }
        this.root = new Written(
                references,
                "",
                new Place(name, document.place().line(), document.place().column()),
                document,
                Assignment.parse(overrides, problems));
    }

    /** A file that must exist. Its name in messages is the path as given. */
    public static SettingsFile of(Path file, List<String> overrides) {
        var problems = new Problems(file.toString());
        var references = new References(folderOf(file), System::getenv);
        references.add(Input.text(file));
        return new SettingsFile(
                file.toString(), folderOf(file), content(file, problems), overrides, references, problems);
    }

    /** A file that may be absent, which means the same as an empty one. */
    public static SettingsFile ofOptional(Path file, List<String> overrides) {
        return Files.exists(file) ? of(file, overrides) : empty(overrides);
    }

    /** Zero configuration: nothing is written, overrides aside. Relative paths start at the working directory. */
    public static SettingsFile empty(List<String> overrides) {
        var folder = Path.of("").toAbsolutePath();
        return new SettingsFile(
                "configuration",
                folder,
                Optional.empty(),
                overrides,
                new References(folder, System::getenv),
                new Problems("configuration"));
    }

    /**
     * YAML from memory, for tests and examples.
     *
     * @param environment gives null for a variable that is not set
     */
    public static SettingsFile ofText(
            String name, String yaml, Path folder, List<String> overrides, UnaryOperator<String> environment) {
        return new SettingsFile(
                name, folder, Optional.of(yaml), overrides, new References(folder, environment), new Problems(name));
    }

    /** YAML from somebody who may not see what this process sees: a reference to the environment or to a file is a problem. */
    public static SettingsFile ofForeignText(String name, String yaml, Path folder) {
        return new SettingsFile(
                name, folder, Optional.of(yaml), List.of(), References.refused(folder), new Problems(name));
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

    /** Everything that has been read for these settings so far: the file itself, files that it refers to, folders of schemas. */
    public Set<Input> inputs() {
        return references.inputs();
    }

    /**
     * What is written, overrides on top and references replaced, by its path: {@code mappings[0].to.topic}. Two configurations of equal
     * content mean the same. Call it after {@link #read}. It holds secrets: for comparing, never for showing.
     */
    public SortedMap<String, String> content() {
        var content = new TreeMap<String, String>();
        root.addContent(content);
        return content;
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
