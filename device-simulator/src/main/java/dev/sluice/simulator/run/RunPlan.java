package dev.sluice.simulator.run;

import dev.sluice.simulator.ledger.LedgerFile;
import dev.sluice.simulator.scenario.Scenario;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run to be made.
 *
 * @param folder that the scenario's files are relative to
 * @param connectSeconds after which a run of which no device has been connected ends
 * @param waitAcksSeconds how long acknowledgements are waited for after the last message
 * @param warmUpSeconds at the beginning, which are in no percentile and no objective
 */
public record RunPlan(
        Scenario scenario,
        Destination destination,
        Path folder,
        double connectSeconds,
        double waitAcksSeconds,
        Optional<LedgerFile> ledger,
        double warmUpSeconds) {

    /** One that counts from its first message on. */
    public RunPlan(
            Scenario scenario,
            Destination destination,
            Path folder,
            double connectSeconds,
            double waitAcksSeconds,
            Optional<LedgerFile> ledger) {
        this(scenario, destination, folder, connectSeconds, waitAcksSeconds, ledger, 0);
    }

    RunPlan of(Scenario other, double otherWarmUpSeconds) {
        return new RunPlan(other, destination, folder, connectSeconds, waitAcksSeconds, ledger, otherWarmUpSeconds);
    }
}
