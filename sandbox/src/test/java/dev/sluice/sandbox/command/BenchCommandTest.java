package dev.sluice.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class BenchCommandTest {

    @Test
    void impossibleNumbersAreRefusedBeforeAnythingStarts() {
        assertThat(refusal("--messages", "10")).contains("--messages must be between");
        assertThat(refusal("--rounds", "0")).contains("--rounds must be between");
        assertThat(refusal("--payload-bytes", "20")).contains("--payload-bytes must be between");
    }

    @Test
    void aConfigurationThatIsNotThereIsRefused() {
        assertThat(refusal("--config", "no-such-file.yaml")).contains("no-such-file.yaml cannot be read");
    }

    @Test
    void aPeerThatNobodyKnowsIsRefusedWithTheNamesOfThoseThereAre() {
        assertThat(refusal("--peers", "sluice,emqx"))
                .contains("--peers emqx: there are sluice, moquette, mosquitto, producer");
    }

    @Test
    void lossesAreTriedWithPeersOnly() {
        assertThat(refusal("--loss")).contains("--loss needs --peers");
    }

    @Test
    void peersAreComparedWithTheBenchsOwnRulesOnly() {
        assertThat(refusal("--peers", "sluice", "--profile", "somewhere"))
                .contains("--peers cannot be combined with --config or --profile");
    }

    private static String refusal(String... arguments) {
        var said = new StringWriter();
        var words = new String[arguments.length + 1];
        words[0] = "bench";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        int code = SandboxMain.commandLine()
                .setErr(new PrintWriter(said))
                .setOut(new PrintWriter(said))
                .execute(words);
        assertThat(code).isEqualTo(ExitCode.USAGE);
        return said.toString();
    }
}
