package dev.sluice.broker.store;

/**
 * What a store has done so far.
 *
 * @param commits groups of changes forced to disk
 * @param changes changes in them
 * @param failures attempts that the disk refused
 * @param commitNanos time that all commits took together, the forces included
 * @param slowestNanos time of the slowest commit
 * @param bytes size of the file
 */
public record StoreFigures(long commits, long changes, long failures, long commitNanos, long slowestNanos, long bytes) {

    static final StoreFigures NOTHING = new StoreFigures(0, 0, 0, 0, 0, 0);

    public long meanCommitNanos() {
        return commits == 0 ? 0 : commitNanos / commits;
    }

    StoreFigures committed(int moreChanges, long nanos, long bytesNow) {
        return new StoreFigures(
                commits + 1,
                changes + moreChanges,
                failures,
                commitNanos + nanos,
                Math.max(slowestNanos, nanos),
                bytesNow);
    }

    StoreFigures failed() {
        return new StoreFigures(commits, changes, failures + 1, commitNanos, slowestNanos, bytes);
    }
}
