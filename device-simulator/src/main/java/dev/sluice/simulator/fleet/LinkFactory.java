package dev.sluice.simulator.fleet;

import io.netty.util.concurrent.EventExecutor;
import java.util.List;

/** An MQTT client library: the threads it runs devices on, and a link for each device. */
public interface LinkFactory extends AutoCloseable {

    /** One thread per shard; they live until {@link #close}. */
    List<? extends EventExecutor> executors();

    /**
     * @throws java.io.UncheckedIOException when a file that the device's TLS settings name cannot be read
     * @throws IllegalArgumentException when one holds something else
     */
    DeviceLink link(Device device, Shard shard);

    /** Whether its links can fail on purpose: {@link DeviceLink#drop}, {@link DeviceLink#meetTwin}, slow reading. */
    boolean canFail();

    /** Ends the threads; waits for them, within a few seconds. */
    @Override
    void close();
}
