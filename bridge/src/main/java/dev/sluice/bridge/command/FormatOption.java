package dev.sluice.bridge.command;

import picocli.CommandLine.Option;

/** The option of a command that can answer people and programs. */
final class FormatOption {

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to answer (default: ${DEFAULT-VALUE}).")
    private OutputFormat format;

    OutputFormat chosen() {
        return format;
    }
}
