package dev.sluice.bridge.spool;

import java.io.IOException;

/** What the journal's files do to the disk; a test may make it fail. Any thread. */
interface Disk {

    Disk REAL = new Disk() {};

    /** Space for a file is about to be taken. */
    default void allocate(long bytes) throws IOException {}

    /** What was written is about to be forced to the disk. */
    default void force() throws IOException {}
}
