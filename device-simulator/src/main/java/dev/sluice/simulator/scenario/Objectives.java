package dev.sluice.simulator.scenario;

/**
 * What counts as good, of a whole run or of one fleet. A run that misses one ends with exit code 1.
 *
 * @param p50 of the time from when a message was due to its acknowledgement; null = not judged
 * @param p99 the same
 * @param p999 the same
 * @param achieved acknowledged messages for each that was due, 0 to 1; null = not judged
 */
public record Objectives(Span p50, Span p99, Span p999, Double achieved) {

    static final Objectives NONE = new Objectives(null, null, null, null);

    void check(String path, Checks checks) {
        if (achieved != null) {
            checks.between(path + ".achieved", achieved, 0, 1);
        }
    }
}
