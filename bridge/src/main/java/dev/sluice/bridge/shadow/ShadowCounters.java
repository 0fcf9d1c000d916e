package dev.sluice.bridge.shadow;

import dev.sluice.bridge.observe.Gauges;
import dev.sluice.bridge.observe.Metric;
import java.util.concurrent.atomic.LongAdder;

/** The metric of all trials since the process started. */
record ShadowCounters(LongAdder equal, LongAdder different, LongAdder failed, LongAdder skipped) {

    static ShadowCounters registered(Gauges gauges) {
        var counters = new ShadowCounters(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
        gauges.counter(Metric.SHADOW_MESSAGES, counters.equal::sum, "equal");
        gauges.counter(Metric.SHADOW_MESSAGES, counters.different::sum, "different");
        gauges.counter(Metric.SHADOW_MESSAGES, counters.failed::sum, "failed");
        gauges.counter(Metric.SHADOW_MESSAGES, counters.skipped::sum, "skipped");
        return counters;
    }
}
