package dev.sluice.bridge.reload;

import dev.sluice.bridge.observe.Metric;
import dev.sluice.bridge.settings.ReloadSettings;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.settings.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts new rules into force, those of access too, all or nothing: the whole configuration is read and checked, the engine is made and the Kafka topics that
 * it names are warmed up before the first message sees the new rules. One at a time, on a thread of its own.
 */
public final class RuleReload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RuleReload.class);

    private final ConfigurationSource source;
    private final RuleServices services;
    private final LiveRules live;
    private final ReloadNews news;
    /** The configuration that the process started with: what cannot be changed is still as it was then. */
    private final Reading start;

    private final LongAdder applied = new LongAdder();
    private final LongAdder unchanged = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var named = new Thread(task, "sluice-reload");
        named.setDaemon(true);
        return named;
    });

    // the reload thread only
    private Reading inForce;
    private Reading newest;

    // guarded by this
    private CompletableFuture<ReloadOutcome> next;

    /** @param start a reading without problems; its rules are in force from now on */
    public RuleReload(ConfigurationSource source, Reading start, RuleServices services) {
        this.source = source;
        this.services = services;
        this.start = start;
        this.inForce = start;
        this.newest = start;
        this.live = new LiveRules(ruleSet(start));
        this.news = new ReloadNews(source, services.health().component("rules"));
        news.started(live.current());
        meet(live.current().rules());
        var gauges = services.metrics().gauges();
        gauges.counter(Metric.RULES_RELOADS, applied::sum, "applied");
        gauges.counter(Metric.RULES_RELOADS, unchanged::sum, "unchanged");
        gauges.counter(Metric.RULES_RELOADS, refused::sum, "refused");
    }

    public LiveRules live() {
        return live;
    }

    /** The configuration that the process started with. */
    public SluiceSettings startSettings() {
        return start.settings().orElseThrow();
    }

    /** Where relative paths in the configuration start. */
    public Path folder() {
        return start.folder();
    }

    /** Begins to look whether files have changed, if the settings want that. */
    public void watch(ReloadSettings settings) {
        if (settings.watch() && source.file().isPresent()) {
            var watch = new FileWatch(thread, settings.interval(), () -> newest, () -> reload("a file has changed"));
            watch.begin();
        }
    }

    /**
     * Asks for a reload. Requests that come before it has begun are answered together with this one.
     *
     * @param why for the log: {@code SIGHUP}
     */
    public synchronized CompletableFuture<ReloadOutcome> request(String why) {
        if (next == null) {
            var mine = new CompletableFuture<ReloadOutcome>();
            next = mine;
            thread.execute(() -> {
                begin();
                try {
                    mine.complete(reload(why));
                } catch (RuntimeException | Error bug) {
                    mine.completeExceptionally(bug);
                }
            });
        }
        return next;
    }

    private synchronized void begin() {
        next = null;
    }

    private ReloadOutcome reload(String why) {
        if (source.file().isEmpty()) {
            news.unconfigured(why);
            return new ReloadOutcome.Unconfigured();
        }
        newest = source.readAtOneMoment(newest.inputs());
        var outcome = newest.settings().isEmpty() ? refuse(newest, why) : apply(newest, why);
        return outcome;
    }

    private ReloadOutcome refuse(Reading reading, String why) {
        refused.increment();
        news.refused(reading, live.current(), why);
        return new ReloadOutcome.Refused(live.current(), reading.problems().all());
    }

    private ReloadOutcome apply(Reading reading, String why) {
        var needRestart = RuleKeys.fixedThatDiffer(start.content(), reading.content());
        if (reading.rulesVersion().equals(live.current().version())) {
            unchanged.increment();
            news.unchanged(live.current(), needRestart, why);
            inForce = reading;
            return new ReloadOutcome.Unchanged(live.current(), needRestart);
        }
        // Rules are read with the registry that is written, and ids come from the one that the process began with.
        for (var path : RuleKeys.ofRegistry(needRestart)) {
            reading.problems()
                    .add(new Problem(
                            source.file().orElseThrow().toString(),
                            0,
                            0,
                            path,
                            "has changed since the start: rules that are read with it need a restart, so none of them comes into force",
                            "NEEDS-RESTART"));
        }
        refuseFirstExactlyOnce(reading);
        if (!reading.problems().isEmpty()) {
            return refuse(reading, why);
        }
        var before = live.current();
        var after = ruleSet(reading);
        var access = services.access().apply(reading.settings().orElseThrow());
        var change = RuleKeys.between(inForce, reading);
        meet(after.rules());
        after.engine().references(); // the registry may answer while Kafka does
        var cold =
                warmUp(without(after.engine().constantTopics(), before.engine().constantTopics()));
        live.become(after);
        access.run();
        inForce = reading;
        services.topics()
                .forget(without(before.engine().constantTopics(), after.engine().constantTopics()));
        applied.increment();
        news.applied(after, change, cold, needRestart, why);
        return new ReloadOutcome.Applied(after, change, cold, needRestart);
    }

    /** Marks are read before devices connect, and only where a rule asked for exactly-once then. */
    private void refuseFirstExactlyOnce(Reading reading) {
        if (startSettings().rules().wantExactlyOnce()) {
            return;
        }
        var mappings = reading.settings().orElseThrow().rules().mappings();
        for (int i = 0; i < mappings.size(); i++) {
            if (mappings.get(i).rule().exactlyOnce()) {
                reading.problems()
                        .add(new Problem(
                                source.file().orElseThrow().toString(),
                                0,
                                0,
                                "mappings[" + i + "].exactly-once",
                                "no rule asked for it at the start: the first one needs a restart, so none of these rules comes into force",
                                "NEEDS-RESTART"));
            }
        }
    }

    private RuleSet ruleSet(Reading reading) {
        var settings = reading.settings().orElseThrow();
        return new RuleSet(
                settings.rules(),
                services.engines().apply(settings.rules()),
                reading.rulesVersion(),
                settings.schemas(),
                Instant.now());
    }

    /** A rule without traffic shows zeros from the beginning; one that has gone goes on counting what is still on its way. */
    private void meet(MappingRules rules) {
        rules.mappings()
                .forEach(mapping ->
                        services.metrics().ingest().mapping(mapping.rule().name()));
    }

    private Collection<String> warmUp(Set<String> topics) {
        if (topics.isEmpty()) {
            return List.of();
        }
        try {
            return List.copyOf(services.topics().warmUp(topics));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return topics;
        }
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        var rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
