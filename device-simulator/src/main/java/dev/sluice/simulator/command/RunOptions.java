package dev.sluice.simulator.command;

import dev.sluice.simulator.fleet.LinkFactory;
import dev.sluice.simulator.lean.LeanFactory;
import picocli.CommandLine.Option;

/** Options that every run of a scenario has. Getters throw IllegalArgumentException when a value cannot be used. */
final class RunOptions {

    private static final int MOST_THREADS = 64;

    @Option(
            names = "--threads",
            defaultValue = "1",
            paramLabel = "N",
            description =
                    "Threads that devices run on. One carries 10,000 devices, or several 100,000 messages a second. "
                            + "Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--connect-timeout",
            defaultValue = "10",
            paramLabel = "S",
            description = "Give up if no device at all is connected after so long. Default: ${DEFAULT-VALUE}.")
    private double connectTimeout;

    @Option(
            names = "--wait-acks",
            defaultValue = "10",
            paramLabel = "S",
            description =
                    "After the last message, wait so long for outstanding acknowledgements. Default: ${DEFAULT-VALUE}.")
    private double waitAcks;

    @Option(names = "--quiet", description = "Show no progress, only what came out.")
    private boolean quiet;

    LinkFactory factory() {
        return new LeanFactory(threads);
    }

    double connectSeconds() {
        return connectTimeout;
    }

    double waitAcksSeconds() {
        return waitAcks;
    }

    boolean quiet() {
        return quiet;
    }

    void check() {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("--threads must be 1 to " + MOST_THREADS + ", not " + threads);
        }
        if (!(connectTimeout > 0) || !(waitAcks >= 0)) {
            throw new IllegalArgumentException("--connect-timeout must be positive, and --wait-acks not negative");
        }
    }
}
