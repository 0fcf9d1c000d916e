package dev.sluice.broker.store;

import java.io.IOException;
import java.nio.file.Path;

/** A store cannot be used as it is. Nothing of it was changed or deleted. */
public final class StoreUnavailableException extends IOException {

    /** Why. */
    public enum Reason {
        /** Another process, or another part of this one, has it open. */
        IN_USE,
        /** What is in the file is not what was written to it, or was written by another version. */
        DAMAGED,
        /** The file system refuses: a folder that cannot be made, permissions, a disk without room. */
        NOT_ACCESSIBLE
    }

    private final transient Path file;
    private final Reason reason;

    StoreUnavailableException(Path file, Reason reason, Throwable cause) {
        super(file + ": " + why(cause), cause);
        this.file = file;
        this.reason = reason;
    }

    /** What was at the bottom of it, in a few words. */
    public String why() {
        return why(getCause());
    }

    static String why(Throwable failure) {
        var first = failure;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return first.getMessage() == null ? first.toString() : first.getMessage();
    }

    public Path file() {
        return file;
    }

    public Reason reason() {
        return reason;
    }
}
