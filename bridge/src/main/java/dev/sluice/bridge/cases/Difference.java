package dev.sluice.bridge.cases;

/**
 * One thing that is not as the case says.
 *
 * @param where {@code topic}, {@code value.celsius}, {@code records[1].key}
 */
public record Difference(String where, String expected, String found) {

    @Override
    public String toString() {
        return where + ": expected " + expected + ", found " + found;
    }
}
