package dev.sluice.simulator.command;

/** Exit codes, the same for every command of the product. */
final class ExitCode {

    static final int GOOD = 0;
    static final int CHECK_FAILED = 1;
    /** Usage or configuration. */
    static final int USAGE = 2;
    /** Something outside is missing or fails: a broker, Kafka, a disk. */
    static final int ENVIRONMENT = 3;

    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
