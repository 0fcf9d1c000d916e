package dev.sluice.simulator.fleet;

import dev.sluice.simulator.telemetry.Dice;
import io.netty.util.concurrent.EventExecutor;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Lets things go wrong with one device at random moments, for as long as it publishes. */
final class Mishaps {

    private static final double NANOS_PER_HOUR = TimeUnit.HOURS.toNanos(1);

    private final DeviceLink link;
    private final EventExecutor executor;
    private final BooleanSupplier goesOn;
    private final SplittableRandom random;

    Mishaps(Device device, EventExecutor executor, BooleanSupplier goesOn) {
        this.link = device.link();
        this.executor = executor;
        this.goesOn = goesOn;
        this.random =
                new SplittableRandom(Dice.roll(Dice.key(device.plan().link().seed(), "mishaps"), device.index()));
    }

    void begin(LinkFaults faults) {
        if (faults.dropsPerHour() > 0) {
            schedule(faults.dropsPerHour(), () -> link.drop("drop"));
        }
        if (faults.twin()) {
            schedule(LinkFaults.TWINS_PER_HOUR, link::meetTwin);
        }
    }

    private void schedule(double perHour, Runnable mishap) {
        double delay = -Math.log(1 - random.nextDouble()) * NANOS_PER_HOUR / perHour;
        executor.schedule(
                () -> {
                    if (goesOn.getAsBoolean()) {
                        mishap.run();
                        schedule(perHour, mishap);
                    }
                },
                (long) Math.min(delay, 1e17),
                TimeUnit.NANOSECONDS);
    }
}
