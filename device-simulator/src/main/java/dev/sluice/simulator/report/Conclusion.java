package dev.sluice.simulator.report;

/**
 * What somebody wanted to know who let devices run, in one figure.
 *
 * @param figure {@code 37,500/s}
 * @param words what it is
 * @param below how sure one can be
 * @param good whether it is what was hoped for
 * @param sentence the same as a sentence
 */
public record Conclusion(String figure, String words, String below, boolean good, String sentence) {}
