package dev.sluice.sandbox.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code sluice verify}, in a process of its own: holds Kafka to one fleet's ledger. */
final class Verification {

    private static final Duration BOUND = Duration.ofMinutes(15);

    private final Rig rig;

    Verification(Rig rig) {
        this.rig = rig;
    }

    Findings of(Flavour flavour) {
        return of(flavour, Fleet.ledger(flavour, rig.folder()));
    }

    Findings of(Flavour flavour, Path ledger) {
        Path json = rig.folder().resolve(ledger.getFileName() + ".json");
        var words = rig.programs()
                .simulator(List.of(
                        "verify",
                        "--ledger",
                        ledger.toString(),
                        "--kafka",
                        rig.kafka().bootstrapServers(),
                        "--topics",
                        flavour.kafkaTopic(),
                        "--format",
                        "single-object",
                        "--schemas",
                        BridgeRules.schemas(rig.folder()).toString(),
                        "--timeout",
                        "60",
                        "--isolation",
                        "read_committed",
                        "--json",
                        json.toString(),
                        "--quiet"));
        Path log = rig.folder().resolve("verify-" + ledger.getFileName() + ".log");
        try (var verify = ChildProcess.start(ChildCommand.logged("The audit of " + flavour, words, log))) {
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
