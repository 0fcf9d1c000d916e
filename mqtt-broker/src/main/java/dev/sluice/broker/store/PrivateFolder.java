package dev.sluice.broker.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder for what devices sent and nobody else on the machine should read. */
public final class PrivateFolder {

    private PrivateFolder() {}

    /** Makes what is missing of it for the present user alone; what exists keeps the rights that somebody gave it. */
    public static void create(Path folder) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }
}
