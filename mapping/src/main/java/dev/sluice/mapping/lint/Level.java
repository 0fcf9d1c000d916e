package dev.sluice.mapping.lint;

/** How sure it is that somebody did not want this. */
public enum Level {
    /** It cannot be meant: something here never has an effect. */
    ERROR,
    /** Hardly anybody means it. */
    WARNING,
    /** It may be meant, and should be known. */
    HINT
}
