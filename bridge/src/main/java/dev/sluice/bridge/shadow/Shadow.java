package dev.sluice.bridge.shadow;

import dev.sluice.bridge.observe.Gauges;
import dev.sluice.bridge.reload.RuleSet;
import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.message.DeviceMessage;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where candidate rules are tried on what devices send, one candidate at a time. Nothing that it makes is ever sent. */
public final class Shadow implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);
    /** For samples that wait when a trial ends. */
    private static final Duration REST = Duration.ofSeconds(2);

    private final ShadowCounters counters;
    private volatile Trial trial;

    public Shadow(Gauges gauges) {
        this.counters = ShadowCounters.registered(gauges);
    }

    /** A message was mapped so by the rules in force. Event loops; returns at once. */
    public void seen(DeviceMessage message, MappingOutcome outcome, RuleSet active) {
        var present = trial;
        if (present != null) {
            present.seen(message, outcome, active);
        }
    }

    /** Begins a trial, in place of one that may be going on. */
    public synchronized ShadowReport start(Candidate candidate, Sample sample) {
        end();
        var next = new Trial(candidate, sample, counters);
        next.begin();
        trial = next;
        LOG.info("Rules {} are tried on {} of all messages; nothing is sent for them.", candidate.name(), sample);
        return next.report();
    }

    /** Empty when nothing is tried. */
    public Optional<ShadowReport> report() {
        return Optional.ofNullable(trial).map(Trial::report);
    }

    /** Ends the trial, which may take two seconds for samples that wait; empty when there is none. */
    public Optional<ShadowReport> end() {
        return end(REST);
    }

    /** Ends a trial at once, whatever waits. */
    @Override
    public void close() {
        end(Duration.ofMillis(1));
    }

    /** @param rest for samples that wait */
    synchronized Optional<ShadowReport> end(Duration rest) {
        var last = trial;
        trial = null;
        if (last == null) {
            return Optional.empty();
        }
        var report = last.end(rest);
        LOG.info(
                "The trial of rules {} has ended: {} messages equal, {} different, {} failed, {} skipped.",
                report.candidate(),
                report.equal(),
                report.different(),
                report.failed(),
                report.skipped());
        return Optional.of(report);
    }
}
