package dev.sluice.sandbox.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void argumentsArriveAsTheyWereGiven() throws Exception {
        var child = start("printf", "[%s]", "two words", "$HOME", "'");
        assertThat(child.awaitEnd(BOUND)).isZero();
        assertThat(Files.readString(log())).isEqualTo("[two words][$HOME][']");
    }

    @Test
    void childThatEndsTooEarlyIsReportedWithItsLastWords() {
        var child = start("sh", "-c", "echo cannot open the gate; exit 7");
        assertThatThrownBy(() -> child.awaitLine(line -> line.contains("ready"), BOUND))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("the child ended with code 7")
                .hasMessageContaining("cannot open the gate");
    }

    @Test
    void childThatNeverGetsReadyIsReportedInTime() {
        try (var child = start("sleep", "60")) {
            assertThatThrownBy(() -> child.awaitLine(line -> true, Duration.ofMillis(200)))
                    .hasMessageContaining("was not ready");
        }
    }

    @Test
    void frozenChildCanBeStopped() {
        var child = start("sleep", "60");
        child.suspend();
        assertThat(ThreadStates.allStopped(child.pid())).isTrue();
        child.stop();
        assertThat(child.alive()).isFalse();
    }

    @Test
    void childEndsEvenWhenItsParentIsKilled() throws Exception {
        Path pid = folder.resolve("pid");
        var words = Leash.on(List.of("sh", "-c", "echo $$ > '" + pid + "'; exec sleep 60"));
        // a JVM in the middle would take seconds; what matters is a parent that holds the pipe and is killed
        var parent = new ProcessBuilder("sh", "-c", "sleep 60 | \"$@\"", "sh").redirectErrorStream(true);
        parent.command().addAll(words);
        Process shell = parent.start();
        await().atMost(BOUND)
                .until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());
        long child = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessHandle.of(child)).isPresent();

        // A shell becomes what it executes in its own time.
        await().atMost(BOUND).until(() -> {
            shell.descendants()
                    .filter(process -> process.pid() != child)
                    .filter(process -> process.info().command().orElse("").endsWith("sleep"))
                    .forEach(ProcessHandle::destroyForcibly);
            return ProcessHandle.of(child).isEmpty();
        });
    }

    private ChildProcess start(String... words) {
        return ChildProcess.start(ChildCommand.logged("the child", List.of(words), log()));
    }

    private Path log() {
        return folder.resolve("child.log");
    }
}
