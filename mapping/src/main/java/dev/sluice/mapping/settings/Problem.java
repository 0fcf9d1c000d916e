package dev.sluice.mapping.settings;

/**
 * One thing that is wrong with a configuration: where, what was found, what is allowed.
 *
 * @param file as its user named it, or {@code --set} for an override
 * @param line from 1; 0 when the problem has no line
 * @param column from 1; 0 when the problem has no line
 * @param path of the key, {@code mappings[1].from}
 * @param message for people; never holds a secret
 * @param code stable word for programs and docs, {@code UNKNOWN-KEY}
 */
public record Problem(String file, int line, int column, String path, String message, String code) {

    Problem(Place place, String path, String message, String code) {
        this(place.file(), place.line(), place.column(), path, message, code);
    }
}
