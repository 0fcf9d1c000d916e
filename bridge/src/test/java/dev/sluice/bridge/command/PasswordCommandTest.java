package dev.sluice.bridge.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.identity.UnusableProofs;
import dev.sluice.broker.identity.password.PasswordFile;
import dev.sluice.broker.identity.scram.ScramFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordCommandTest {

    private final InputStream usual = System.in;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void giveBackTheInput() {
        System.setIn(usual);
    }

    @Test
    void lineIsMadeOfTheInput() throws UnusableProofs {
        assertThat(sluice("pencil\n", "password", "plant", "--cost", "4")).isEqualTo(ExitCode.GOOD);

        assertThat(out.toString()).startsWith("plant:$2b$04$").doesNotContain("pencil");
        assertThat(PasswordFile.parse(out.toString().getBytes(UTF_8)).users()).isEqualTo(1);
    }

    @Test
    void lineForScramToo() throws UnusableProofs {
        assertThat(sluice("pencil", "password", "plant", "--scram")).isEqualTo(ExitCode.GOOD);

        assertThat(out.toString()).startsWith("plant:SCRAM-SHA-256$10000:").doesNotContain("pencil");
        assertThat(ScramFile.parse(out.toString().getBytes(UTF_8)).users()).isEqualTo(1);
    }

    @Test
    void whatCannotBeAPasswordOrAUserIsRefused() {
        assertThat(sluice("", "password", "plant")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(sluice("x".repeat(73), "password", "plant", "--cost", "4")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(sluice("x", "password", "a:b", "--cost", "4")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(sluice("x", "password", "plant", "--cost", "31")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(sluice("x", "password", "plant", "secret")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(out.toString()).doesNotContain("$2b$");
    }

    private int sluice(String input, String... arguments) {
        System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
        return new SluiceMain(Path.of("."), settings -> 0)
                .execute(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
