package dev.sluice.bridge.deadletter;

/** How much of a message beside its payload a letter keeps; each shape keeps less than the one before. */
enum LetterShape {
    WHOLE,
    WITHOUT_USER_PROPERTIES,
    SHORT_TEXTS
}
