package dev.sluice.bridge.process;

import dev.sluice.bridge.pipeline.InFlightBudget;
import dev.sluice.bridge.pipeline.IngestPipeline;
import dev.sluice.bridge.pressure.Backpressure;
import dev.sluice.bridge.settings.ShutdownSettings;
import dev.sluice.broker.MqttBroker;
import dev.sluice.broker.guard.Departures;
import dev.sluice.broker.guard.SendOff;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How devices leave before the process ends. One thread, which waits.
 *
 * <pre>
 *  red ──▶ notice ──▶ nobody new ──▶ spread: everybody elsewhere, a few at a time ──▶ drain: what is in flight is stored
 * </pre>
 */
record Retreat(
        ShutdownSettings settings,
        MqttBroker broker,
        Backpressure backpressure,
        IngestPipeline pipeline,
        InFlightBudget budget) {

    private static final Logger LOG = LoggerFactory.getLogger(Retreat.class);
    private static final int LOOK_MILLIS = 5;

    /** Returns how many records Kafka has not answered for. */
    long run() {
        if (!settings.notice().isZero()) {
            LOG.info(
                    "Stopping: /health/ready is red. Devices that connect within {} ms are still served (shutdown.notice).",
                    settings.notice().toMillis());
            await(() -> false, settings.notice());
        }
        broker.stopAccepting();
        long began = System.nanoTime();
        LOG.info(
                "Stopping: nobody new is accepted. {} connections are sent to another server over {} ms (shutdown.spread); each waits up to"
                        + " {} ms (shutdown.drain) for its acknowledgements.",
                broker.connections().size(),
                settings.spread().toMillis(),
                settings.drain().toMillis());
        var departures = broker.sendAway(new SendOff(settings.spread(), settings.drain(), settings.serverReference()));
        var bound = settings.spread().plus(settings.drain());
        await(() -> broker.connections().size() == 0, bound.plus(Departures.LINGER));
        backpressure.close();
        pipeline.drain();
        await(() -> budget.messages() <= 0, bound.minusNanos(System.nanoTime() - began));
        LOG.info(
                "Sent away {} devices in {} ms: {} with an answer to all that they had sent, {} without ({} messages, which they send again).",
                departures.sentAway(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                departures.sentAway() - departures.unanswered(),
                departures.unanswered(),
                departures.messagesOwed());
        return budget.messages();
    }

    private static void await(BooleanSupplier done, Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        try {
            while (!done.getAsBoolean() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
