package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.time.Duration;

/** Lets time go by on the caller's thread. */
final class Waiting {

    private Waiting() {}

    static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("Interrupted while measuring.", e);
        }
    }
}
