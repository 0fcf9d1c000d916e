package dev.sluice.bridge.reload;

import dev.sluice.mapping.settings.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What files held at one moment. By content, because neither a modification time nor an event of the file system says so much: Kubernetes
 * replaces a whole folder by turning a symbolic link, and editors rename.
 *
 * @param digests by file; a file that is not there, or cannot be read, has a word instead
 */
record FileDigests(Map<Path, String> digests) {

    private static final String ABSENT = "absent";
    /** Of a file that nobody writes by hand its length and time must do, or looking would cost more than it is worth. */
    private static final long LARGEST_DIGESTED = 8 << 20;

    FileDigests {
        digests = Map.copyOf(digests);
    }

    static FileDigests of(Collection<Input> inputs) {
        var digests = new TreeMap<Path, String>();
        for (var input : inputs) {
            digests.put(input.path(), input.suffix().isEmpty() ? digest(input.path()) : "");
            for (var file : files(input)) {
                digests.put(file, digest(file));
            }
        }
        return new FileDigests(digests);
    }

    /** Names of the files that hold something else now, appeared or went. */
    List<String> changedSince(FileDigests before) {
        var all = new TreeSet<>(digests.keySet());
        all.addAll(before.digests.keySet());
        return all.stream()
                .filter(file -> !Objects.equals(digests.get(file), before.digests.get(file)))
                .map(Path::toString)
                .toList();
    }

    private static List<Path> files(Input input) {
        if (input.suffix().isEmpty()) {
            return List.of();
        }
        try (var files = Files.list(input.path())) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .endsWith(input.suffix().get()))
                    .toList();
        } catch (IOException absent) {
            return List.of();
        }
    }

    private static String digest(Path file) {
        try {
            if (Files.size(file) > LARGEST_DIGESTED) {
                return Files.size(file) + " " + Files.getLastModifiedTime(file);
            }
            return Sha256.of(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            return ABSENT;
        }
    }
}
