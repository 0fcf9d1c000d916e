package dev.sluice.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SandboxCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void unknownOptionIsAUsageErrorThatNamesIt() {
        assertThat(run("sandbox", "--kafka-prot", "9092")).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString()).contains("Unknown option", "--kafka-prot");
    }

    @Test
    void portThatIsNoNumberIsAUsageError() {
        assertThat(run("sandbox", "--kafka-port", "ninety")).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString()).contains("--kafka-port", "ninety");
    }

    @Test
    void portBeyondTheRangeIsAUsageError() {
        assertThat(run("sandbox", "--kafka-port", "70000")).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString()).contains("between 0 and 65535", "70000");
    }

    @Test
    void registryThatIsBothWantedAndNotIsAUsageError() {
        assertThat(run("sandbox", "--no-registry", "--registry-port", "8081")).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString()).contains("--no-registry", "--registry-port");
    }

    @Test
    void unknownCommandIsAUsageError() {
        assertThat(run("sandbocks")).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString()).contains("sandbocks");
    }

    @Test
    void helpNamesEveryOptionAndEndsWell() {
        assertThat(run("sandbox", "--help")).isEqualTo(ExitCode.GOOD);
        assertThat(out.toString())
                .contains(
                        "--kafka-port",
                        "9092",
                        "--registry-port",
                        "8081",
                        "--no-registry",
                        "--folder",
                        "--set",
                        "Exit codes");
    }

    private int run(String... args) {
        return SandboxMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(args);
    }
}
