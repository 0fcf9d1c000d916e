package dev.sluice.simulator.run;

import dev.sluice.simulator.ledger.LedgerFile;
import dev.sluice.simulator.scenario.Scenario;
import dev.sluice.simulator.scenario.Span;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run to be made.
 *
 * @param folder that the scenario's files are relative to
 * @param connectSeconds after which a run of which no device has been connected ends
 * @param waitAcksSeconds how long acknowledgements are waited for after the last message
 * @param fromConnected whether duration and warm-up begin when all devices have been connected, or have had {@code connectSeconds} for it after their
 *     ramp; else they begin with the run. Devices publish as soon as they are connected in either case
 * @param warmUpSeconds at the beginning, which are in no percentile and no objective
 */
public record RunPlan(
        Scenario scenario,
        Destination destination,
        Path folder,
        double connectSeconds,
        double waitAcksSeconds,
        Optional<LedgerFile> ledger,
        boolean fromConnected,
        double warmUpSeconds) {

    /** One that counts from its first message on, save its warm-up. */
    public RunPlan(
            Scenario scenario,
            Destination destination,
            Path folder,
            double connectSeconds,
            double waitAcksSeconds,
            Optional<LedgerFile> ledger,
            double warmUpSeconds) {
        this(scenario, destination, folder, connectSeconds, waitAcksSeconds, ledger, false, warmUpSeconds);
    }

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

    /** One at a rate that does not change, and that begins when all devices are there. */
    RunPlan steadyAt(double messagesPerSecond, double seconds, double itsWarmUpSeconds) {
        return new RunPlan(
                scenario.steady().withRate(messagesPerSecond).lasting(Span.ofSeconds(seconds)),
                destination,
                folder,
                connectSeconds,
                waitAcksSeconds,
                ledger,
                true,
                itsWarmUpSeconds);
    }
}
