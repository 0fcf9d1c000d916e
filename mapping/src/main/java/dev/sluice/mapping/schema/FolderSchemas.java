package dev.sluice.mapping.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.mapping.schema.SchemasUnusable.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The schemas of one folder, read once.
 *
 * <p>Schema X is the file X.avsc; else the type of that full name, in whichever file it is defined; else the one type of
 * that simple name. Files may refer to each other's types in any order. Only the folder itself is read, not folders in it.
 */
public final class FolderSchemas implements SchemaSource {

    /** Of the files that are read; all others in the folder are left alone. */
    public static final String SUFFIX = ".avsc";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.ALLOW_COMMENTS) // as Avro's own parser does
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path folder;
    /** By file name without its suffix. */
    private final Map<String, SchemaFile> files;

    private FolderSchemas(Path folder, Map<String, SchemaFile> files) {
        this.folder = folder;
        this.files = files;
    }

    /** Reads every .avsc of the folder. @throws SchemasUnusable with everything that is wrong, also with files no rule names */
    public static FolderSchemas load(Path folder) throws SchemasUnusable {
        List<Unusable> problems = new ArrayList<>();
        Map<String, SchemaFile> files = read(folder, problems);
        if (problems.isEmpty()) {
            new FileResolution(files.values()).resolveAll(problems);
        }
        if (!problems.isEmpty()) {
            throw new SchemasUnusable(problems);
        }
        return new FolderSchemas(folder, files);
    }

    private static Map<String, SchemaFile> read(Path folder, List<Unusable> problems) {
        Map<String, SchemaFile> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.sorted().toList()) {
                String name = path.getFileName().toString();
                if (name.endsWith(SUFFIX) && Files.isRegularFile(path)) {
                    readFile(path, problems)
                            .ifPresent(file -> files.put(name.substring(0, name.length() - SUFFIX.length()), file));
                }
            }
        } catch (NoSuchFileException e) {
            problems.add(new Unusable(folder.toString(), "there is no such folder"));
        } catch (NotDirectoryException e) {
            problems.add(new Unusable(folder.toString(), "is not a folder"));
        } catch (IOException e) {
            problems.add(new Unusable(folder.toString(), "cannot be read: " + e.getMessage()));
        }
        return files;
    }

    private static Optional<SchemaFile> readFile(Path path, List<Unusable> problems) {
        try {
            String text = Files.readString(path);
            JsonNode json = JSON.readTree(text);
            if (!json.isMissingNode()) {
                return Optional.of(new SchemaFile(path, text, NamedTypes.of(json)));
            }
            problems.add(new Unusable(path.toString(), "is empty"));
        } catch (JsonProcessingException e) {
            problems.add(new Unusable(
                    path.toString(),
                    "is not JSON: " + e.getOriginalMessage() + " (line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")"));
        } catch (IOException e) {
            problems.add(new Unusable(path.toString(), "cannot be read: " + e));
        }
        return Optional.empty();
    }

    @Override
    public Optional<Schema> find(String name) throws SchemaAmbiguous {
        SchemaFile file = files.get(name);
        if (file != null) {
            return Optional.of(file.schema());
        }
        Optional<Schema> byFullName = definedAs(name);
        if (byFullName.isPresent() || name.contains(".")) {
            return byFullName;
        }
        SortedSet<String> fullNames = new TreeSet<>();
        for (SchemaFile each : files.values()) {
            each.types().defined().keySet().stream()
                    .filter(full -> full.endsWith("." + name))
                    .forEach(fullNames::add);
        }
        if (fullNames.size() > 1) {
            throw new SchemaAmbiguous("schema '" + name + "' is ambiguous in " + folder + ": it may be "
                    + String.join(
                            " or ", fullNames.stream().map(this::whereDefined).toList())
                    + "; use the full name");
        }
        return fullNames.isEmpty() ? Optional.empty() : definedAs(fullNames.first());
    }

    /** Every name that {@link #find} knows: files and full names of types. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(files.keySet());
        files.values().forEach(file -> names.addAll(file.types().defined().keySet()));
        return names;
    }

    private Optional<Schema> definedAs(String fullName) throws SchemaAmbiguous {
        List<SchemaFile> definers = definers(fullName);
        if (definers.stream()
                        .map(file -> file.types().defined().get(fullName))
                        .distinct()
                        .count()
                > 1) {
            throw new SchemaAmbiguous(
                    "schema '" + fullName + "' is ambiguous: " + definers.get(0).path() + " and "
                            + definers.get(1).path() + " define it differently; name the file instead");
        }
        return definers.stream().findFirst().map(file -> file.named(fullName));
    }

    private String whereDefined(String fullName) {
        return fullName + " (" + definers(fullName).get(0).path().getFileName() + ")";
    }

    private List<SchemaFile> definers(String fullName) {
        return files.values().stream()
                .filter(file -> file.types().defined().containsKey(fullName))
                .toList();
    }
}
