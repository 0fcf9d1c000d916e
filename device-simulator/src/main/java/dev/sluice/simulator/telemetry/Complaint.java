package dev.sluice.simulator.telemetry;

/**
 * Something in a specification that cannot be used.
 *
 * @param path where: names of keys joined by dots, such as {@code fields.temperature.step}; empty = the specification itself
 * @param text what is wrong and what to do about it
 */
public record Complaint(String path, String text) {

    /** The same, seen from where {@code key} is. */
    public Complaint under(String key) {
        return new Complaint(path.isEmpty() ? key : key + "." + path, text);
    }
}
