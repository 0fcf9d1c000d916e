package dev.sluice.broker.moquette;

import dev.sluice.broker.access.AccessPolicy;
import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.limit.LimitCounts;
import dev.sluice.broker.publish.ReceivedPublish;
import dev.sluice.broker.store.DurableStore;
import io.netty.handler.codec.mqtt.MqttProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;

/**
 * How long a subscription looks for what is retained: {@code java -cp mqtt-broker/target/test-classes:mqtt-broker/target/classes:CLASSPATH
 * dev.sluice.broker.moquette.RetainedBenchmark}.
 */
public final class RetainedBenchmark {

    private static final int DEVICES = 100_000;
    private static final int ROUNDS = 50;

    private RetainedBenchmark() {}

    public static void main(String[] arguments) {
        var retained = new KeptRetained(
                DurableStore.NONE,
                Clock.systemUTC(),
                new Publishers(DurableStore.NONE, AccessPolicy.UNRESTRICTED),
                new RetainedRoom(BrokerLimits.DEFAULT, new LimitCounts()));
        for (int i = 0; i < DEVICES; i++) {
            retained.published(message("devices/d-" + i + "/status"), MqttProperties.NO_PROPERTIES, Instant.MAX, null);
        }
        for (var filter :
                new String[] {"devices/d-77/status", "devices/d-77/+", "devices/d-77/#", "devices/+/status", "#"}) {
            ask(retained, filter);
            System.out.printf(
                    "%-20s %6d found: %10.1f us%n",
                    filter, retained.retainedOnTopic(filter).size(), ask(retained, filter));
        }
    }

    /** Microseconds of the median. */
    private static double ask(KeptRetained retained, String filter) {
        var took = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            retained.retainedOnTopic(filter);
            took[i] = System.nanoTime() - begin;
        }
        Arrays.sort(took);
        return took[ROUNDS / 2] / 1e3;
    }

    private static ReceivedPublish message(String topic) {
        return new ReceivedPublish(
                topic, new byte[50], 1, 1, true, false, "id", 0, MqttProperties.NO_PROPERTIES, false);
    }
}
