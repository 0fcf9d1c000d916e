package dev.sluice.mapping.settings;

/**
 * Where something is written.
 *
 * @param line from 1; 0 when it is not in a file (an override, or a value that nobody wrote)
 * @param column from 1, or 0 like the line
 */
public record Place(String file, int line, int column) {

    static final Place OVERRIDE = new Place("--set", 0, 0);

    /** For people: {@code sluice.yaml:12}. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
