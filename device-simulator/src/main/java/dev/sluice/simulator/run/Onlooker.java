package dev.sluice.simulator.run;

import dev.sluice.simulator.measure.Measured;
import java.util.function.Supplier;

/** Is shown a run while it goes on, by the thread that leads it. */
public interface Onlooker {

    /** Sees nothing. */
    Onlooker NOBODY = soFar -> {};

    /** Called some times a second; what is asked for costs a copy. */
    void look(Supplier<Measured> soFar);
}
