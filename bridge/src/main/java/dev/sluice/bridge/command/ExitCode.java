package dev.sluice.bridge.command;

/** What the process answers its caller with, the same for every command. */
final class ExitCode {

    static final int GOOD = 0;
    /** What was asked to be checked does not hold. */
    static final int CHECK_FAILED = 1;
    /** The command line or the configuration is wrong; nothing was started. */
    static final int CONFIGURATION = 2;
    /** This machine is not as it must be: a port is in use, a file cannot be read. */
    static final int ENVIRONMENT = 3;

    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
