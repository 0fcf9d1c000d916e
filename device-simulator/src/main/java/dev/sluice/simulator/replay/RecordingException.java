package dev.sluice.simulator.replay;

/** A recording cannot be used; the message names the file and the line. */
public final class RecordingException extends Exception {

    private static final long serialVersionUID = 1L;

    RecordingException(String message) {
        super(message);
    }

    RecordingException(String message, Throwable cause) {
        super(message, cause);
    }
}
