package dev.sluice.sandbox.command;

/** What the shell is told; the same numbers in every command of Sluice. 130 (interrupted) comes from the JVM itself. */
final class ExitCode {

    static final int GOOD = 0;
    static final int CHECK_FAILED = 1;
    static final int USAGE = 2;
    static final int ENVIRONMENT = 3;

    private ExitCode() {}
}
