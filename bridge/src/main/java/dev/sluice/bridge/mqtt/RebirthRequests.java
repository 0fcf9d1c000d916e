package dev.sluice.bridge.mqtt;

import dev.sluice.broker.MqttBroker;
import dev.sluice.mapping.sparkplug.RebirthCommand;
import dev.sluice.mapping.sparkplug.SparkplugListener;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Sparkplug edge nodes for their births, through the broker that they are connected to: an edge node subscribes to its own commands.
 * Called on event loops; blocks none.
 */
public final class RebirthRequests implements SparkplugListener {

    private static final Logger LOG = LoggerFactory.getLogger(RebirthRequests.class);
    private static final long SELDOM = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong mayWarn = new AtomicLong(System.nanoTime());
    private volatile MqttBroker broker;

    /** From now on requests are published here; until then there is nobody to ask. */
    public void through(MqttBroker broker) {
        this.broker = broker;
    }

    @Override
    public void rebirthWanted(String group, String edge) {
        var present = broker;
        if (present == null) {
            return;
        }
        present.publishLocally(RebirthCommand.topic(group, edge), RebirthCommand.payload(System.currentTimeMillis()), 0)
                .thenAccept(heard -> {
                    if (heard) {
                        LOG.info("Edge node {}/{} was asked for its birth", group, edge);
                    } else {
                        LOG.debug("Edge node {}/{} cannot be asked for its birth: nobody hears its NCMD", group, edge);
                    }
                });
    }

    @Override
    public void sequenceGap(String group, String edge) {
        LOG.debug("A message of edge node {}/{} is missing", group, edge);
    }

    @Override
    public void forgotten(String group, String edge) {
        long now = System.nanoTime();
        long from = mayWarn.get();
        if (now - from >= 0 && mayWarn.compareAndSet(from, now + SELDOM)) {
            LOG.warn(
                    "There are more Sparkplug edge nodes, or longer births, than Sluice remembers. The births of {}/{}, which was"
                            + " online, were forgotten, perhaps of others too: they are asked for again. See docs/sparkplug.md, \"Limits\".",
                    group,
                    edge);
        }
    }
}
