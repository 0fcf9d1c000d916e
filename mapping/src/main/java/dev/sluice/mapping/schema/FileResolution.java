package dev.sluice.mapping.schema;

import dev.sluice.mapping.schema.SchemasUnusable.Unusable;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/**
 * Lets Avro parse each file together with the files that it needs, and with no others: two files may define one name
 * differently (versions of a schema, say) as long as nobody needs both.
 */
final class FileResolution {

    private final Collection<SchemaFile> files;

    FileResolution(Collection<SchemaFile> files) {
        this.files = files;
    }

    void resolveAll(List<Unusable> problems) {
        for (SchemaFile file : files) {
            needed(file, problems).ifPresent(all -> parse(file, all, problems));
        }
    }

    private static void parse(SchemaFile file, Set<SchemaFile> needed, List<Unusable> problems) {
        try {
            SchemaParser parser = new SchemaParser();
            SchemaParser.ParseResult result = parser.parse(file.text());
            for (SchemaFile other : needed) {
                if (other != file) {
                    parser.parse(other.text());
                }
            }
            Schema schema = result.mainSchema();
            file.resolvedAs(schema, parser.getParsedNamedSchemas());
        } catch (AvroRuntimeException e) {
            problems.add(new Unusable(file.path().toString(), "is not a usable Avro schema: " + e.getMessage()));
        }
    }

    /** The file and all that it refers to, directly or not; empty when something of it is missing. */
    private Optional<Set<SchemaFile>> needed(SchemaFile file, List<Unusable> problems) {
        Set<SchemaFile> needed = new LinkedHashSet<>();
        Deque<SchemaFile> open = new ArrayDeque<>(List.of(file));
        while (!open.isEmpty()) {
            SchemaFile next = open.pop();
            if (!needed.add(next)) {
                continue;
            }
            for (String name : next.types().referred()) {
                if (needed.stream().anyMatch(known -> known.types().defined().containsKey(name))) {
                    continue;
                }
                List<SchemaFile> definers = files.stream()
                        .filter(other -> other.types().defined().containsKey(name))
                        .toList();
                String complaint = complaint(name, definers);
                if (complaint != null) {
                    if (next == file) { // otherwise the other file complains itself
                        problems.add(new Unusable(file.path().toString(), complaint));
                    }
                    return Optional.empty();
                }
                open.push(definers.get(0));
            }
        }
        return Optional.of(needed);
    }

    private static String complaint(String name, List<SchemaFile> definers) {
        if (definers.isEmpty()) {
            return "refers to type " + name + ", which no file of the folder defines";
        }
        boolean differ = definers.stream()
                        .map(file -> file.types().defined().get(name))
                        .distinct()
                        .count()
                > 1;
        return differ
                ? "refers to type " + name + ", which " + definers.get(0).path().getFileName() + " and "
                        + definers.get(1).path().getFileName() + " define differently"
                : null;
    }
}
