package dev.sluice.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RehearseCommandTest {

    @Test
    void whatCannotBeRehearsedIsRefusedBeforeAnythingStarts() {
        assertThat(output("")).contains("Missing required parameter");
        assertThat(output("storm")).contains("only replica-kill, rolling-restart, scale");
        assertThat(output("replica-kill", "--replicas", "1")).contains("--replicas must be between 2 and 9");
        assertThat(output("replica-kill", "--rate", "0")).contains("--rate must be between 1 ");
        assertThat(output("scale", "--rounds", "0")).contains("--rounds must be between");
        assertThat(output("scale", "--balance", "random")).contains("--balance must be leastconn or client");
        assertThat(output("scale", "--report", "report.pdf")).contains("must end in .json, .md or .txt");
    }

    private static String output(String... words) {
        var said = new StringWriter();
        int code = SandboxMain.commandLine()
                .setErr(new PrintWriter(said))
                .setOut(new PrintWriter(said))
                .execute(("rehearse " + String.join(" ", words)).strip().split(" "));
        assertThat(code).isEqualTo(ExitCode.USAGE);
        return said.toString();
    }
}
