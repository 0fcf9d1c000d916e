package dev.sluice.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @ParameterizedTest
    @CsvSource({"--seconds,0", "--devices,0", "--devices,10001", "--rate,-1"})
    void numberOutOfItsBoundsIsAUsageErrorThatNamesIt(String option, String value) {
        assertThat(run("demo", option, value)).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString()).contains(option + " must be between 1 and", "not " + value);
    }

    @Test
    void withoutTheLauncherNothingIsStarted() {
        assertThat(run("demo")).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(errors.toString()).contains("Start it as ./sluice demo");
    }

    @Test
    void helpNamesEveryOptionItsDefaultAndTheExitCodes() {
        assertThat(run("demo", "--help")).isEqualTo(ExitCode.GOOD);
        assertThat(out.toString()).contains("--seconds", "20", "--devices", "200", "--rate", "3000", "Exit codes");
    }

    private int run(String... args) {
        return SandboxMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(args);
    }
}
