package dev.sluice.broker.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void nobodyElseMayLookIntoAFolderThatWasMade() throws IOException {
        var made = folder.resolve("data/sessions");

        PrivateFolder.create(made);

        assertThat(rights(made)).isEqualTo("rwx------");
        assertThat(rights(made.getParent())).isEqualTo("rwx------");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFolderThatIsThereKeepsItsRights() throws IOException {
        var there = Files.createDirectory(folder.resolve("there"));
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-x---"));

        PrivateFolder.create(there);

        assertThat(rights(there)).isEqualTo("rwxr-x---");
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
