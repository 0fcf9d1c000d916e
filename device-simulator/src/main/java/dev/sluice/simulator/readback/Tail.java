package dev.sluice.simulator.readback;

import java.time.Duration;
import java.util.function.Consumer;

/** What arrives somewhere from now on. One thread. */
public interface Tail extends AutoCloseable {

    /**
     * Hands over what has arrived, waiting a moment if nothing has.
     *
     * @return whether it is known to have been there: it has answered a question or handed something over; false = nothing is known
     * @throws KafkaAwayException when it cannot be looked for; the next call may succeed again
     */
    boolean poll(Duration longest, Consumer<StoredRecord> receiver) throws KafkaAwayException;

    @Override
    void close();
}
