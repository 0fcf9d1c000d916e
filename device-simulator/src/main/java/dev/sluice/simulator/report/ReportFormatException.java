package dev.sluice.simulator.report;

import java.io.IOException;

/** A file is no report that can be read; the message names it and says why. */
public final class ReportFormatException extends IOException {

    ReportFormatException(String message) {
        super(message);
    }
}
