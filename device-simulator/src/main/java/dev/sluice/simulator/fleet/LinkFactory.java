package dev.sluice.simulator.fleet;

import io.netty.util.concurrent.EventExecutor;
import java.util.List;

/** An MQTT client library: the threads it runs devices on, and a link for each device. */
public interface LinkFactory extends AutoCloseable {

    /** One thread per shard; they live until {@link #close}. */
    List<? extends EventExecutor> executors();

    DeviceLink link(Device device, Shard shard);

    /** Ends the threads; waits for them, within a few seconds. */
    @Override
    void close();
}
