package dev.sluice.sandbox.demo;

import java.util.List;
import java.util.Optional;

/**
 * What {@code sluice verify --strict --show N} printed, taken apart.
 *
 * @param exitCode 0 or 1: whether the audit passed
 * @param records the decoded records, and whatever else was said before everything had been read
 * @param findings the rest: what was read, and what is wrong with it
 * @param figures the line that {@code audit} was read from
 */
record VerifyOutput(int exitCode, List<String> records, List<String> findings, String figures, AuditLine audit) {

    private static final String ALL_READ = "Read ";

    /** Empty when the audit did not come to its figures. */
    static Optional<VerifyOutput> of(int exitCode, List<String> lines) {
        if (lines.isEmpty() || exitCode > 1) {
            return Optional.empty();
        }
        int end = lines.size() - 1;
        int read = 0;
        while (read < end && !lines.get(read).startsWith(ALL_READ)) {
            read++;
        }
        List<String> records = List.copyOf(lines.subList(0, read));
        List<String> findings = List.copyOf(lines.subList(read, end));
        String figures = lines.get(end);
        return AuditLine.parse(figures).map(audit -> new VerifyOutput(exitCode, records, findings, figures, audit));
    }

    /** The audit passed, and its figures say the same. */
    boolean promiseKept() {
        return exitCode == 0 && audit.promiseKept();
    }
}
