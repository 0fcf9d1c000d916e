package dev.sluice.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A real deployment: a file of values, and what comes of it, which is kept. */
record Story(Path file) {

    private static final Path FOLDER = Path.of("stories");

    static List<Story> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(Story::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Story named(String name) {
        return new Story(FOLDER.resolve(name + ".yaml"));
    }

    /** The values. */
    String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Manifests rendered() {
        return Chart.rendered(List.of(text()));
    }

    /** Where what is rendered is kept. */
    Path golden() {
        return FOLDER.resolve("rendered").resolve(file.getFileName());
    }

    @Override
    public String toString() {
        return file.getFileName().toString().replace(".yaml", "");
    }
}
