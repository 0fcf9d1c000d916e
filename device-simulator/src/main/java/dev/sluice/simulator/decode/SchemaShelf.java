package dev.sluice.simulator.decode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** The record schemas that values may have been written with: those of a folder, and the envelope's. */
public final class SchemaShelf {

    static final String ENVELOPE = "dev.sluice.MqttMessage";

    /** Every record schema by its CRC-64-AVRO fingerprint (Avro 1.12 "Schema Fingerprints"). */
    private final Map<Long, Schema> byFingerprint = new LinkedHashMap<>();

    private final Map<Long, Schema> topLevel = new LinkedHashMap<>();
    private final Schema envelope;

    private SchemaShelf(Schema envelope) {
        this.envelope = envelope;
    }

    /** Only the envelope. */
    public static SchemaShelf bundled() {
        try (InputStream in = SchemaShelf.class.getResourceAsStream("MqttMessage.avsc")) {
            SchemaShelf shelf = new SchemaShelf(new Schema.Parser().parse(in));
            shelf.add(shelf.envelope, new ArrayList<>());
            return shelf;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The envelope and all {@code .avsc} files below a folder; files may use types that other files define.
     *
     * @throws IllegalArgumentException when a file does not parse; the message names it
     * @throws IOException when the folder cannot be read
     */
    public static SchemaShelf of(Path folder) throws IOException {
        SchemaShelf shelf = bundled();
        List<Path> waiting;
        try (Stream<Path> files = Files.walk(folder)) {
            waiting = new ArrayList<>(files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted()
                    .toList());
        }
        if (waiting.isEmpty()) {
            throw new IllegalArgumentException("there is no .avsc file in " + folder);
        }
        Map<String, Schema> known = new HashMap<>();
        while (!waiting.isEmpty()) {
            String problem = "";
            List<Path> again = new ArrayList<>();
            for (Path file : waiting) {
                try {
                    Schema schema = parse(file, known.values());
                    shelf.addTopLevel(schema, known);
                } catch (AvroRuntimeException e) {
                    again.add(file);
                    problem = file + " is no Avro schema: " + e.getMessage();
                }
            }
            if (again.size() == waiting.size()) {
                throw new IllegalArgumentException(problem);
            }
            waiting = again;
        }
        return shelf;
    }

    /** A file that defines all it uses must not see what others define, which may be the same types. */
    private static Schema parse(Path file, Collection<Schema> known) throws IOException {
        String text = Files.readString(file);
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException e) {
            Schema.Parser parser = new Schema.Parser();
            parser.addTypes(known);
            return parser.parse(text);
        }
    }

    private void addTopLevel(Schema schema, Map<String, Schema> known) {
        List<Schema> named = new ArrayList<>();
        add(schema, named);
        named.forEach(type -> known.putIfAbsent(type.getFullName(), type));
        if (schema.getType() == Schema.Type.RECORD) {
            topLevel.put(SchemaNormalization.parsingFingerprint64(schema), schema);
        }
    }

    private void add(Schema schema, List<Schema> named) {
        switch (schema.getType()) {
            case RECORD -> {
                if (named.contains(schema)) {
                    return;
                }
                named.add(schema);
                byFingerprint.put(SchemaNormalization.parsingFingerprint64(schema), schema);
                schema.getFields().forEach(field -> add(field.schema(), named));
            }
            case ENUM, FIXED -> named.add(schema);
            case UNION -> schema.getTypes().forEach(branch -> add(branch, named));
            case ARRAY -> add(schema.getElementType(), named);
            case MAP -> add(schema.getValueType(), named);
            default -> {}
        }
    }

    Optional<Schema> byFingerprint(long fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint));
    }

    Schema envelope() {
        return envelope;
    }

    /**
     * The record of a full or simple name.
     *
     * @throws IllegalArgumentException when there is none, or several different ones
     */
    public Schema named(String name) {
        List<Schema> found = byFingerprint.values().stream()
                .filter(schema ->
                        schema.getFullName().equals(name) || schema.getName().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    (found.isEmpty() ? "no record schema is named \"" : "several different schemas are named \"") + name
                            + "\"; known: "
                            + String.join(
                                    ", ",
                                    byFingerprint.values().stream()
                                            .map(Schema::getFullName)
                                            .distinct()
                                            .toList()));
        }
        return found.get(0);
    }

    /** The folder's record schema if it has just one. */
    public Optional<Schema> only() {
        return topLevel.size() == 1 ? topLevel.values().stream().findFirst() : Optional.empty();
    }
}
