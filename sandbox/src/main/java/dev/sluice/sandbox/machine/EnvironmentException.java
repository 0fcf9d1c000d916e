package dev.sluice.sandbox.machine;

/**
 * Something outside of us does not work: a port, a folder, a disk, a child process. The message is written for the
 * person at the terminal and says what to do; commands print it and end with exit code 3.
 */
public final class EnvironmentException extends RuntimeException {

    public EnvironmentException(String message) {
        super(message);
    }

    public EnvironmentException(String message, Throwable cause) {
        super(message, cause);
    }
}
