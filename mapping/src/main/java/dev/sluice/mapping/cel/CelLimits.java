package dev.sluice.mapping.cel;

/** How much one expression may cost a thread that others wait for. What goes beyond is a failure, the same on every machine. */
final class CelLimits {

    /** Steps of all {@code all}, {@code exists}, {@code map} and {@code filter} in one evaluation. */
    static final int ITERATIONS = 10_000;

    /**
     * Bytes of JSON that one evaluation may look through: every use of {@code payload} or {@code each} counts as the whole document, because
     * comparing it, searching it and adding to it can cost as much. One use is always free to happen.
     */
    static final long BYTES_READ = 4L * 1024 * 1024;

    /** Levels of arrays and objects. */
    static final int NESTING = 64;

    /** JSON values in those members of a document that the rule's expressions read. */
    static final int VALUES = 100_000;

    /** Characters of an expression's text. */
    static final int EXPRESSION_LENGTH = 16 * 1024;

    private CelLimits() {}
}
