package dev.sluice.bridge.observe;

import static dev.sluice.mapping.message.RejectReason.FIELD_MISSING;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.mapping.message.RejectReason;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final Metrics metrics = new Metrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void ruleWithoutTrafficShowsZeroEverywhere() {
        metrics.ingest().mapping("telemetry");

        assertThat(lines())
                .contains(
                        "sluice_messages_received_total{mapping=\"telemetry\"} 0.0",
                        "sluice_messages_stored_total{mapping=\"telemetry\"} 0.0",
                        "sluice_messages_dropped_total{mapping=\"telemetry\",reason=\"budget-full\"} 0.0",
                        "sluice_messages_dropped_total{mapping=\"telemetry\",reason=\"invalid\"} 0.0",
                        "sluice_messages_dropped_total{mapping=\"telemetry\",reason=\"not-stored\"} 0.0",
                        "sluice_message_latency_seconds_count{mapping=\"telemetry\"} 0",
                        "sluice_messages_unmapped_total 0.0");
        for (RejectReason reason : RejectReason.values()) {
            assertThat(lines())
                    .contains("sluice_dead_letters_total{mapping=\"telemetry\",reason=\"" + reason + "\"} 0.0")
                    .contains("sluice_messages_refused_total{mapping=\"telemetry\",reason=\"" + reason + "\"} 0.0");
        }
    }

    @Test
    void everyOutcomeIsCountedUnderItsRuleAndReason() {
        var meter = metrics.ingest().mapping("telemetry");

        meter.received();
        meter.received();
        meter.stored(MILLISECONDS.toNanos(3));
        meter.refused(FIELD_MISSING);
        meter.deadLettered(FIELD_MISSING);
        meter.dropped("no-room");
        meter.dropped("no-room");
        metrics.ingest().unmapped();

        assertThat(lines())
                .contains(
                        "sluice_messages_received_total{mapping=\"telemetry\"} 2.0",
                        "sluice_messages_stored_total{mapping=\"telemetry\"} 1.0",
                        "sluice_messages_refused_total{mapping=\"telemetry\",reason=\"FIELD_MISSING\"} 1.0",
                        "sluice_dead_letters_total{mapping=\"telemetry\",reason=\"FIELD_MISSING\"} 1.0",
                        "sluice_messages_dropped_total{mapping=\"telemetry\",reason=\"no-room\"} 2.0",
                        "sluice_messages_unmapped_total 1.0");
    }

    @Test
    void latencyIsAStandardHistogramWithCumulativeBuckets() {
        var meter = metrics.ingest().mapping("telemetry");

        meter.stored(MILLISECONDS.toNanos(1));
        meter.stored(MILLISECONDS.toNanos(3));
        meter.stored(MILLISECONDS.toNanos(61_000));

        assertThat(lines())
                .contains(
                        "# TYPE sluice_message_latency_seconds histogram",
                        "sluice_message_latency_seconds_bucket{mapping=\"telemetry\",le=\"0.001\"} 1",
                        "sluice_message_latency_seconds_bucket{mapping=\"telemetry\",le=\"0.002\"} 1",
                        "sluice_message_latency_seconds_bucket{mapping=\"telemetry\",le=\"0.005\"} 2",
                        "sluice_message_latency_seconds_bucket{mapping=\"telemetry\",le=\"60.0\"} 2",
                        "sluice_message_latency_seconds_bucket{mapping=\"telemetry\",le=\"+Inf\"} 3",
                        "sluice_message_latency_seconds_count{mapping=\"telemetry\"} 3",
                        "sluice_message_latency_seconds_sum{mapping=\"telemetry\"} 61.004");
    }

    @Test
    void ruleAskedForTwiceIsOneMeter() {
        assertThat(metrics.ingest().mapping("a")).isSameAs(metrics.ingest().mapping("a"));
    }

    @Test
    void suppliersAreAskedAtEveryScrape() {
        var open = new long[] {3};
        metrics.gauges().gauge(Metric.CONNECTIONS, () -> open[0]);
        metrics.gauges().counter(Metric.CONNECTIONS_CLOSED, () -> open[0], "keep-alive");
        System.gc();

        open[0] = 4;

        assertThat(lines())
                .contains("sluice_connections 4.0", "sluice_connections_closed_total{reason=\"keep-alive\"} 4.0");
    }

    @Test
    void tagValuesMustFitTheMetric() {
        assertThatThrownBy(() -> metrics.gauges().counter(Metric.CONNECTIONS_CLOSED, () -> 0))
                .hasMessageContaining("sluice_connections_closed_total has the tags [reason]");
    }

    @Test
    void theJvmShowsItsBasics() {
        assertThat(metrics.scrape())
                .contains(
                        "jvm_memory_used_bytes{area=\"heap\"",
                        "jvm_threads_live_threads",
                        "process_cpu_usage",
                        "process_files_open_files")
                .doesNotContain("jvm_buffer");
    }

    private List<String> lines() {
        return metrics.scrape().lines().toList();
    }
}
