package dev.sluice.sandbox.command;

import java.nio.file.Path;

/**
 * Keeps the terminal for what the person asked for: libraries' errors go to standard error, all the rest to a file or
 * nowhere. Must run before anything logs, because the logging library reads its configuration once.
 */
final class QuietLogs {

    private static final String CONFIGURATION = "logback.configurationFile";
    private static final String FILE = "sluice.sandbox.log";

    private QuietLogs() {}

    static void toStandardError() {
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, "dev/sluice/sandbox/logback-quiet.xml");
        }
    }

    static void alsoTo(Path file) {
        System.setProperty(FILE, file.toString());
    }
}
