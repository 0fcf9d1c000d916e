package dev.sluice.sandbox.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.program.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Holds Kafka to ledgers, with values that are Avro framed as single objects.
 *
 * @param kafka bootstrap servers
 * @param schemas folder of the schemas that values may have
 * @param folder for logs and figures
 */
public record LedgerCheck(Programs programs, String kafka, Path schemas, Path folder) {

    private static final Duration BOUND = Duration.ofMinutes(15);

    /**
     * @param whose for the message of a failure: "QoS 1, MQTT 5"
     * @throws EnvironmentException when Kafka or the ledger cannot be read
     */
    public Findings of(String whose, Path ledger, String topic) {
        Path json = folder.resolve(ledger.getFileName() + ".json");
        var words = programs.simulator(List.of(
                "verify",
                "--ledger",
                ledger.toString(),
                "--kafka",
                kafka,
                "--topics",
                topic,
                "--format",
                "single-object",
                "--schemas",
                schemas.toString(),
                "--timeout",
                "60",
                "--isolation",
                "read_committed",
                "--json",
                json.toString(),
                "--quiet"));
        Path log = folder.resolve("verify-" + ledger.getFileName() + ".log");
        try (var verify = ChildProcess.start(ChildCommand.logged("The audit of " + whose, words, log))) {
            int code = verify.awaitEnd(BOUND);
            if (code > 1) {
                throw verify.failure("ended with code " + code);
            }
            return Findings.read(new ObjectMapper().readTree(json.toFile()));
        } catch (IOException e) {
            throw new EnvironmentException("Cannot read " + json + ": " + e.getMessage(), e);
        }
    }
}
