package dev.sluice.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class AuditCommandTest {

    @Test
    void thePlanIsPrintedWithTheCommandThatRepeatsIt() {
        assertThat(output(ExitCode.GOOD, "--plan", "--seed", "7", "--faults", "3"))
                .startsWith(
                        "./sluice audit --seed 7 --faults 3 --messages 1000000 --rate 1000 --devices 100\n  1  after")
                .hasLineCount(4);
    }

    @Test
    void theShortFormHasOneOfEachQuickKind() {
        assertThat(output(ExitCode.GOOD, "--plan", "--short"))
                .contains("--faults 8 --messages 10000", "--short", "kafka-disk-full", "bridge-kill-full")
                .doesNotContain("--kinds", "outage")
                .hasLineCount(9);
    }

    @Test
    void kindsThatWereChosenAreInTheCommandThatRepeats() {
        assertThat(output(ExitCode.GOOD, "--plan", "--faults", "2", "--kinds", "kafka-kill,bridge-kill"))
                .contains("--kinds bridge-kill,kafka-kill");
    }

    @Test
    void theDiskUnderTheJournalFillsUpWhereThereIsOne() {
        assertThat(output(ExitCode.GOOD, "--plan", "--short", "--ack", "spool"))
                .contains("--short --ack spool", "journal-disk-full");
        assertThat(output(ExitCode.GOOD, "--plan", "--short")).doesNotContain("journal");
    }

    @Test
    void whatCannotBeRunIsRefusedBeforeAnythingStarts() {
        assertThat(output(ExitCode.USAGE, "--faults", "0")).contains("--faults must be between");
        assertThat(output(ExitCode.USAGE, "--devices", "3")).contains("--devices must be between");
        assertThat(output(ExitCode.USAGE, "--kinds", "flood")).contains("--kinds flood: there are bridge-kill, ");
        assertThat(output(ExitCode.USAGE, "--report", "report.pdf")).contains("must end in .html");
    }

    private static String output(int code, String... arguments) {
        var said = new StringWriter();
        var words = new String[arguments.length + 1];
        words[0] = "audit";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        int actual = SandboxMain.commandLine()
                .setErr(new PrintWriter(said))
                .setOut(new PrintWriter(said))
                .execute(words);
        assertThat(actual).isEqualTo(code);
        return said.toString();
    }
}
