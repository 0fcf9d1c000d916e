package dev.sluice.sandbox.machine;

import java.nio.file.Path;
import java.util.List;

/**
 * What to start, and where its output goes.
 *
 * @param name what a person calls it: "Kafka", "the bridge"
 * @param words the program and its arguments, passed on untouched
 * @param log standard output and error are appended here
 * @param errorsOnly standard output goes to our own instead (a progress line that should see the terminal)
 */
public record ChildCommand(String name, List<String> words, Path log, boolean errorsOnly) {

    public ChildCommand {
        words = List.copyOf(words);
    }

    public static ChildCommand logged(String name, List<String> words, Path log) {
        return new ChildCommand(name, words, log, false);
    }

    public static ChildCommand onScreen(String name, List<String> words, Path log) {
        return new ChildCommand(name, words, log, true);
    }
}
