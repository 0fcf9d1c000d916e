package dev.sluice.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The documentation, and what its links mean. */
final class Docs {

    /** Where links of alerts and dashboard lead, unless the values say otherwise. */
    static final String ADDRESS = "https://github.com/sluice/sluice/blob/main/docs/";

    private static final Path FOLDER = Path.of("..", "docs");

    private Docs() {}

    static String page(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that is said about Kubernetes. */
    static String kubernetes() {
        try (Stream<Path> pages = Files.list(FOLDER)) {
            return pages.filter(page -> page.getFileName().toString().startsWith("kubernetes"))
                    .sorted()
                    .map(page -> page(page.getFileName().toString()))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a link leads to a page that there is, and to a heading of it if it names one. */
    static boolean has(String link) {
        if (!link.startsWith(ADDRESS)) {
            return false;
        }
        String[] parts = link.substring(ADDRESS.length()).split("#", 2);
        if (!Files.exists(FOLDER.resolve(parts[0]))) {
            return false;
        }
        return parts.length == 1
                || page(parts[0])
                        .lines()
                        .filter(line -> line.startsWith("#"))
                        .map(Docs::anchor)
                        .anyMatch(parts[1]::equals);
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 _-]", "")
                .replace(' ', '-');
    }
}
