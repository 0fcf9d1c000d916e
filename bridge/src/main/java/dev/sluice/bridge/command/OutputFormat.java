package dev.sluice.bridge.command;

/** How a command answers; the words of its option {@code --format}. */
enum OutputFormat {
    /** For people. */
    text,
    /** For programs. */
    json
}
