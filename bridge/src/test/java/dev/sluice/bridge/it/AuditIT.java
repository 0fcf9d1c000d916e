package dev.sluice.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fault campaign in its short form: one of each kind that takes no longer than some seconds. */
class AuditIT {

    private static final Path SLUICE = Path.of("..", "sluice").toAbsolutePath().normalize();
    private static final Path REPORTS = Path.of("target", "audit");

    @TempDir
    Path folder;

    @Test
    void nothingAcknowledgedIsLostInAShortCampaignAndTheControlsAreFound() throws IOException {
        String output = AuditIT.campaign(folder, Duration.ofMinutes(8), "--short");

        assertThat(output)
                .contains("control good: One acknowledgement added to a ledger")
                .contains("control good: One record of an acknowledged message deleted from Kafka")
                .contains("control good: bridge-kill-full with ack: received")
                .containsPattern(
                        "audit: sent=[1-9]\\d* acknowledged=[1-9]\\d* stored=[1-9]\\d* lost=0 duplicated=\\d+ reordered=0\\s*$");
    }

    /** Runs it to its end, which must be a good one; the reports are in the folder {@code target/audit}. */
    static String campaign(Path folder, Duration bound, String form) throws IOException {
        Path log = folder.resolve("audit.log");
        var words = List.of(
                SLUICE.toString(),
                "audit",
                form,
                "--report",
                REPORTS.resolve("report.html").toAbsolutePath().toString(),
                "--report",
                REPORTS.resolve("report.json").toAbsolutePath().toString(),
                "--report",
                REPORTS.resolve("report.md").toAbsolutePath().toString());
        try (var audit = ChildProcess.start(ChildCommand.logged("sluice audit", words, log))) {
            int code = audit.awaitEnd(bound);
            String output = Files.readString(log);
            assertThat(code).as(output).isZero();
            return output;
        }
    }
}
