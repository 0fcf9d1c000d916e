package dev.sluice.simulator.run;

import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Who sees messages where they are to end up: each call adds the latencies, in microseconds, of what has arrived since the last one. */
public interface Arrivals extends Consumer<Histogram> {

    /** For runs that do not look into Kafka. */
    Arrivals NOBODY_LOOKS = new Arrivals() {
        @Override
        public void accept(Histogram micros) {}

        @Override
        public boolean allIn(long messages) {
            return true;
        }
    };

    /** Asked again and again at a run's end, when so many messages have been acknowledged: whether nothing more is to be waited for. */
    boolean allIn(long messages);
}
