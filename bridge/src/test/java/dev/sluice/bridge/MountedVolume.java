package dev.sluice.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A ConfigMap or Secret as the kubelet mounts it: each file is a link into {@code ..data}, and that is a link to a folder, which is
 * replaced as a whole by turning the link. The folder before is gone then.
 */
public final class MountedVolume {

    private final Path folder;
    private Path present;
    private int generation;

    private MountedVolume(Path folder) {
        this.folder = folder;
    }

    /** @param content by the name of the file */
    public static MountedVolume at(Path folder, Map<String, String> content) {
        var volume = new MountedVolume(folder);
        try {
            Files.createDirectories(folder);
            volume.turnsTo(content);
            for (var name : content.keySet()) {
                Files.createSymbolicLink(volume.file(name), Path.of("..data", name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return volume;
    }

    /** Where a program finds it. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Everything is replaced at one moment. */
    public void turnsTo(Map<String, String> content) {
        try {
            var next = Files.createDirectory(folder.resolve("..2026_11_22_" + generation++));
            for (var file : content.entrySet()) {
                Files.writeString(next.resolve(file.getKey()), file.getValue());
            }
            var link = Files.createSymbolicLink(folder.resolve("..data_tmp"), next.getFileName());
            Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
            if (present != null) {
                delete(present);
            }
            present = next;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path old) throws IOException {
        try (var files = Files.list(old)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(old);
    }
}
