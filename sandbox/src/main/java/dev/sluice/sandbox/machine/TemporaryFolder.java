package dev.sluice.sandbox.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Folders that are made for one run and thrown away after it. */
public final class TemporaryFolder {

    private TemporaryFolder() {}

    public static Path create(String name) {
        try {
            return Files.createTempDirectory(name);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "Cannot make a temporary folder in " + System.getProperty("java.io.tmpdir") + " (" + e
                            + "). Free some space there, or name another place: -Djava.io.tmpdir=DIR.",
                    e);
        }
    }

    /** Does the work in a folder of its own, which is kept, and named to {@code say}, if the work throws or does not pass. */
    public static <T> T keptUnless(Predicate<T> passes, String name, Consumer<String> say, Function<Path, T> work) {
        Path folder = create(name);
        boolean passed = false;
        try {
            T outcome = work.apply(folder);
            passed = passes.test(outcome);
            return outcome;
        } finally {
            if (passed) {
                delete(folder);
            } else {
                say.accept("Logs, ledgers and configuration are kept in " + folder + ".");
            }
        }
    }

    /** Deletes what is there and never fails: what a dying process still holds or adds stays behind. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(TemporaryFolder::deleteOne);
        } catch (IOException | UncheckedIOException vanishedMeanwhile) {
            // a temporary folder that cannot be listed is the system's to clean
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (NoSuchFileException gone) {
            // what we wanted
        } catch (IOException notEmptyOrBusy) {
            // left to the system's own cleaning of its temporary folder
        }
    }
}
