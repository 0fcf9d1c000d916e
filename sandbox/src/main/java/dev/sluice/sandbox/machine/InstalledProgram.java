package dev.sluice.sandbox.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that somebody installed on this machine. */
public final class InstalledProgram {

    /** Where Debian keeps servers, which is not on everybody's PATH. */
    private static final String SERVERS = "/usr/local/sbin:/usr/sbin:/sbin";

    private InstalledProgram() {}

    /** The program of this name on the PATH, or among the servers. */
    public static Optional<Path> named(String name) {
        return named(name, System.getenv().getOrDefault("PATH", ""));
    }

    static Optional<Path> named(String name, String path) {
        return Stream.concat(Arrays.stream(path.split(":")), Arrays.stream(SERVERS.split(":")))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
