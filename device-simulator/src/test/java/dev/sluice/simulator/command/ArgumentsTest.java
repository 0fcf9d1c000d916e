package dev.sluice.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "publish --broker http://h:80  | must begin with tcp:// or mqtt://",
                "publish --broker 127.0.0.1    | must begin with tcp:// or mqtt://",
                "publish --broker tcp://h/mqtt | only ws:// and wss:// have a path",
                "publish --broker tcp://u:p@h  | user names and passwords do not belong into the address",
                "publish --cafile ca.crt       | need TLS",
                "publish --broker ssl://h --cert c | --cert and --key belong together",
                "publish --broker ssl://h --insecure --cafile c | --cafile would not be read",
                "publish --mqtt 3.1.1 --password p | add --username",
                "publish --password p --password-env E | only one of",
                "publish --password-env NO_SUCH_VARIABLE_HERE | no environment variable",
                "publish --broker tcp://       | --broker",
                "publish --broker tcp://h:99999 | impossible port",
                "publish --qos 3               | --qos must be 0 to 2, not 3",
                "publish --mqtt 4              | --mqtt must be 3.1.1 or 5, not \"4\"",
                "publish --client other        | --client must be hivemq or lean",
                "publish --session kept        | --session must be clean or persistent",
                "publish --in-flight 0         | --in-flight must be 1 to 65535",
                "publish --devices 0           | --devices must be 1 to",
                "publish --device-prefix a/b   | --device-prefix",
                "publish --payload-size 10     | too small",
                "publish --topic a/#           | topic",
                "publish --arrivals poisson    | --arrivals poisson needs --rate",
                "publish --rate 1 --arrivals evenly | is none of constant, poisson, bursty, diurnal",
                "publish --rate 1 --arrivals poisson:5 | only bursty takes a size",
                "publish --rate 1 --arrivals bursty:0 | only bursty takes a size",
                "publish --ramp soon           | --ramp: \"soon\" is no length of time",
                "publish --warm-up 5           | --warm-up: \"5\" is no length of time",
                "publish --seconds 3 --warm-up 3s | nothing would be left of 3.0 s",
                "publish --report x.pdf        | its name must end in .html, .json or .hgrm",
                "run smart-meters --seconds 3 --warm-up 4s | nothing would be left of 3.0 s",
                "soak smart-meters --report x.pdf | its name must end in .html, .json or .hgrm",
                "capacity smart-meters --report x.hgrm | many runs at many rates",
                "capacity smart-meters --report x.txt | its name must end in",
                "capacity smart-meters --step 4 --warm-up 4s | nothing would be left of 4.0 s",
                "publish --rate -1             | negative",
                "publish --devices x           | '--devices'",
                "publish --deviecs 4           | --devices",
                "run smart-meters --kafka-config f | --kafka-config is for a Kafka that --kafka names",
                "soak smart-meters --kafka h:9092 --topics t --kafka-config no-such-file | there is no file no-such-file",
                "verify --topics t             | Missing required option: '--ledger=FILE'",
                "verify --ledger l             | Missing required option: '--topics",
                "compare a.json                | REPORT.json",
                "compare a.json b.json --fail-if p99=2 | is no threshold such as p99>1.2",
                "nonsense                      | nonsense",
                "''                            | publish"
            })
    void whatCannotBeUsedIsSaidAndExitsWithTwo(String arguments, String complaint) {
        int exit = run(arguments.isEmpty() ? new String[0] : arguments.split(" +"));

        assertThat(exit).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(complaint).doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--format avro       | unknown format \"avro\"; known: single-object",
                "--format plain      | needs the schema's name (--schema)",
                "--schema Nope       | no record schema is named \"Nope\"",
                "--topics a(         | neither a topic name nor a regular expression",
                "--isolation none    | --isolation must be",
                "--kafka-config no-such-file | --kafka-config: there is no file no-such-file",
                "--kafka nonsense    | Invalid url in bootstrap.servers"
            })
    void verifySaysWhatIsWrongBeforeItReads(String arguments, String complaint) throws Exception {
        Path ledger = folder.resolve("ledger");
        Files.writeString(
                ledger,
                "sluice-ledger 1\nstate=finished qos=1 started=1 written=2\nd 0-1 0\ntotal devices=1 sent=2 acknowledged=1\n");

        int exit =
                run(("verify --ledger " + ledger + (arguments.contains("--topics") ? " " : " --topics t ") + arguments)
                        .split(" +"));

        assertThat(exit).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(complaint).doesNotContain("Exception");
    }

    @Test
    void filesThatCannotBeUsedExitWithThree() {
        String missing = folder.resolve("missing").toString();

        assertThat(run("verify", "--topics", "t", "--ledger", missing)).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(run("publish", "--payload", missing)).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(run("publish", "--broker", "ssl://h", "--cafile", missing)).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(run("publish", "--password-file", missing)).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString()).contains("Cannot use the file " + missing);
    }

    @Test
    void aDamagedLedgerExitsWithTwoAndNamesTheFile() throws Exception {
        Path ledger = Files.writeString(folder.resolve("ledger"), "sluice-ledger 1\n");

        assertThat(run("verify", "--topics", "t", "--ledger", ledger.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(ledger + " was cut short");
    }

    @Test
    void helpSaysWhyThereAreTwoClients() {
        assertThat(run("publish", "--help")).isEqualTo(ExitCode.GOOD);
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("costs more CPU per message than the bridge under test");
    }

    private int run(String... arguments) {
        return SimulatorMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
