package dev.sluice.sandbox.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledProgramTest {

    @TempDir
    Path folder;

    @Test
    void theFirstExecutableOnThePathIsTaken() throws Exception {
        Path first = Files.createDirectories(folder.resolve("first"));
        Path second = Files.createDirectories(folder.resolve("second"));
        Files.createFile(first.resolve("made-up-program"));
        Path program = Files.createFile(second.resolve("made-up-program"));
        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThat(InstalledProgram.named("made-up-program", "::" + first + ":" + second))
                .hasValue(program);
    }

    @Test
    void whatIsNowhereIsNotFound() {
        assertThat(InstalledProgram.named("made-up-program", folder.toString())).isEmpty();
    }
}
