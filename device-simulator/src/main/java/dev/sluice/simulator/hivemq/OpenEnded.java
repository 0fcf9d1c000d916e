package dev.sluice.simulator.hivemq;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs tasks on a thread for as long as there is one: the library may still have news when the run is over, and nobody hears it then. */
record OpenEnded(Executor thread) implements Executor {

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException over) {
            // The devices are gone.
        }
    }
}
