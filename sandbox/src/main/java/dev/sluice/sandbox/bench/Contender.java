package dev.sluice.sandbox.bench;

import java.time.Duration;
import java.util.Map;

/** Somebody under measurement. Calls take as long as what they measure. */
interface Contender extends AutoCloseable {

    void warmUp(long messages);

    /** The settings' messages, as fast as they go. */
    Throughput round();

    Timing timed(int perSecond, Duration time);

    /** The most memory that each of its processes has had resident, bytes, by name. */
    Map<String, Long> peakBytes();

    @Override
    void close();
}
