package dev.sluice.sandbox.fault;

import java.time.Duration;

/** How to wait: for real, or in a test's own time. */
public interface Pause {

    Pause REAL = duration -> Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);

    void pass(Duration duration) throws InterruptedException;
}
