package dev.sluice.sandbox.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {

    @TempDir
    Path home;

    @Test
    void theLauncherStartsTheBridgeWhereThereIsOne() throws Exception {
        Path launcher = Files.createFile(home.resolve("sluice"));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();

        assertThat(Programs.in(home).bridge("", List.of("--config", "a.yaml")))
                .containsExactly(launcher.toString(), "run", "--config", "a.yaml");
        assertThat(Programs.in(home).bridge("-Xmx256m", List.of()))
                .containsExactly("env", "SLUICE_JAVA_OPTS=-Xmx256m", launcher.toString(), "run");
    }

    @Test
    void withoutALauncherTheModulesJarsAreTheClassPath() throws Exception {
        Path target = Files.createDirectories(home.resolve("device-simulator/target"));
        Files.createFile(target.resolve("sluice-device-simulator.jar"));

        assertThat(Programs.in(home).simulator(List.of("publish")))
                .containsSequence(
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        target.resolve("sluice-device-simulator.jar") + ":" + target.resolve("lib") + "/*",
                        "dev.sluice.simulator.command.SimulatorMain",
                        "publish");
    }

    @Test
    void whatIsNotBuiltIsSaidBeforeAnythingIsMeasured() {
        assertThatThrownBy(() -> Programs.in(home).bridge("", List.of()))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("sluice-bridge.jar is not there");
    }

    @Test
    void moquetteHasTheCollectorThatTheBridgeHas() {
        assertThat(Programs.collector(null)).isEqualTo("-XX:+UseParallelGC");
        assertThat(Programs.collector("-Xmx256m")).isEqualTo("-XX:+UseParallelGC");
        assertThat(Programs.collector("-Xmx256m -XX:+UseSerialGC")).isEqualTo("-XX:+UseSerialGC");
    }
}
