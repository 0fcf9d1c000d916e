package dev.sluice.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CompletionCommandTest {

    private static final Pattern COMMANDS = Pattern.compile("(?m)^    ([a-z| -]+)\\) ?(?:bridge|simulator|sandbox|$)");

    @Test
    void everyCommandOfTheLauncherIsCompleted() throws Exception {
        List<String> commands = COMMANDS.matcher(Files.readString(Path.of("../sluice")))
                .results()
                .map(MatchResult::group)
                .map(branch -> branch.substring(0, branch.indexOf(')')))
                .flatMap(branch -> Arrays.stream(branch.split("\\|")))
                .map(String::strip)
                .filter(word -> !word.startsWith("-"))
                .toList();
        String script = script();

        assertThat(commands).contains("run", "simulate", "verify", "sandbox").hasSizeGreaterThan(12);
        assertThat(script).contains("--report", "--ledger", "--warm-up", "--ramp", "--arrivals");
        assertThat(script.lines()
                        .filter(line -> line.contains("local commands="))
                        .findFirst())
                .hasValueSatisfying(line -> assertThat(line.split("[\" ]")).containsAll(commands));
    }

    private static String script() {
        StringWriter out = new StringWriter();
        int exit = SimulatorMain.commandLine().setOut(new PrintWriter(out)).execute("completion");
        assertThat(exit).isEqualTo(ExitCode.GOOD);
        return out.toString();
    }
}
