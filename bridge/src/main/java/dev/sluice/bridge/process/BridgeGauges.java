package dev.sluice.bridge.process;

import dev.sluice.bridge.kafka.KafkaSink;
import dev.sluice.bridge.observe.Gauges;
import dev.sluice.bridge.observe.Metric;
import dev.sluice.bridge.pipeline.InFlightBudget;
import dev.sluice.broker.MqttBroker;
import dev.sluice.broker.audit.Denial;
import dev.sluice.broker.gate.GateLoop;
import dev.sluice.broker.gate.GateLoops;
import dev.sluice.broker.limit.Limit;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.mapping.sparkplug.SparkplugBirths;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The numbers that the parts of a running bridge own, under their metric names. */
final class BridgeGauges {

    private BridgeGauges() {}

    static void register(
            Gauges gauges,
            MqttBroker broker,
            InFlightBudget budget,
            LongSupplier heldBack,
            KafkaSink sink,
            SparkplugBirths births) {
        var figures = new BrokerFigures(broker);
        gauges.gauge(Metric.IN_FLIGHT_MESSAGES, budget::messages);
        gauges.gauge(Metric.IN_FLIGHT_BYTES, budget::bytes);
        gauges.gauge(Metric.IN_FLIGHT_LIMIT_MESSAGES, budget::messageLimit);
        gauges.gauge(Metric.IN_FLIGHT_LIMIT_BYTES, budget::byteLimit);
        gauges.gauge(Metric.HELD_BACK_MESSAGES, heldBack::getAsLong);
        gauges.counter(Metric.SENDS_REFUSED, sink::refused);
        gauges.counter(Metric.TOPIC_CREATIONS, sink::topicsCreated);
        gauges.counter(Metric.RECORDS_QUARANTINED, sink::quarantined);
        gauges.gauge(Metric.ACKS_WITHHELD_OLDEST, () -> seconds(figures.oldestWithheldNanos()));
        gauges.counter(
                Metric.RESENDS_RECOGNISED,
                () -> broker.loops().all().stream()
                        .mapToLong(GateLoop::resendsRecognised)
                        .sum());
        gauges.counter(Metric.MESSAGES_HANDED_BACK, figures::handedBackAtDeadline);
        gauges.gauge(Metric.CONNECTIONS, () -> broker.connections().size());
        gauges.gauge(Metric.CONNECTIONS_PAUSED, figures::paused);
        broker.listeners()
                .forEach(listener -> gauges.gauge(Metric.LISTENER_CONNECTIONS, listener::connections, listener.name()));
        for (var reason : CloseReason.values()) {
            gauges.counter(
                    Metric.CONNECTIONS_CLOSED,
                    () -> broker.connections().closedFor(reason),
                    reason.name().toLowerCase(Locale.ROOT));
        }
        for (var limit : Limit.values()) {
            gauges.counter(Metric.LIMITS_REACHED, () -> broker.reached(limit), limit.tag());
        }
        for (var kind : Denial.values()) {
            gauges.counter(
                    Metric.ACCESS_DENIED, () -> broker.denied(kind), kind.name().toLowerCase(Locale.ROOT));
        }
        gauges.counter(Metric.SPARKPLUG_SEQUENCE_GAPS, births::sequenceGaps);
        gauges.counter(Metric.SPARKPLUG_REBIRTHS_REQUESTED, births::rebirthsRequested);
        registerSessions(gauges, broker);
        gauges.gauge(
                Metric.EVENT_LOOP_LAG,
                () -> seconds(broker.loops().all().stream()
                        .mapToLong(GateLoop::takeWorstLagNanos)
                        .max()
                        .orElse(0)));
    }

    private static void registerSessions(Gauges gauges, MqttBroker broker) {
        gauges.gauge(Metric.SESSIONS, broker::sessions);
        gauges.gauge(Metric.SESSIONS_KEPT, broker::keptSessions);
        gauges.counter(Metric.SESSION_COMMITS, () -> broker.storeFigures().commits());
        gauges.counter(Metric.SESSION_CHANGES, () -> broker.storeFigures().changes());
        gauges.counter(
                Metric.SESSION_COMMIT_FAILURES, () -> broker.storeFigures().failures());
        gauges.gauge(
                Metric.SESSION_COMMIT_MEAN, () -> seconds(broker.storeFigures().meanCommitNanos()));
        gauges.gauge(
                Metric.SESSION_COMMIT_SLOWEST,
                () -> seconds(broker.storeFigures().slowestNanos()));
        gauges.gauge(Metric.RETAINED_MESSAGES, broker::retainedMessages);
        gauges.gauge(Metric.RETAINED_BYTES, broker::retainedBytes);
        gauges.counter(Metric.SUBSCRIBER_MESSAGES_DROPPED, broker::droppedFromQueues, "queue_full");
        gauges.counter(
                Metric.SUBSCRIBER_MESSAGES_DROPPED, () -> broker.connections().droppedMessages(), "disk_slow");
        gauges.gauge(Metric.SESSION_STORE_BYTES, () -> broker.storeFigures().bytes());
    }

    /** For how long the event loop that stands still longest has not ticked. */
    static double standstillSeconds(GateLoops loops) {
        long now = System.nanoTime();
        return loops.all().stream()
                .mapToDouble(loop -> seconds(now - loop.lastTickNanos()))
                .max()
                .orElse(0);
    }

    private static double seconds(long nanos) {
        return (double) nanos / TimeUnit.SECONDS.toNanos(1);
    }
}
