package dev.sluice.mapping.schema;

import java.util.List;
import java.util.stream.Collectors;

/** Schemas that cannot be used, each with its file and its reason: all of them at once. */
public final class SchemasUnusable extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Unusable> problems;

    SchemasUnusable(List<Unusable> problems) {
        super(problems.stream().map(Unusable::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Unusable> problems() {
        return problems;
    }

    /**
     * One schema file, or the folder, that cannot be used.
     *
     * @param file as the configuration names the folder, and the file in it
     * @param message what is wrong, in Avro's words where Avro found it
     */
    public record Unusable(String file, String message) {
        @Override
        public String toString() {
            return file + ": " + message;
        }
    }
}
