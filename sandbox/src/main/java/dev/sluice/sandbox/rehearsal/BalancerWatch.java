package dev.sluice.sandbox.rehearsal;

import dev.sluice.sandbox.fault.Pause;
import dev.sluice.sandbox.machine.EnvironmentException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What HAProxy says ten times a second, on a thread of its own until it is closed. */
final class BalancerWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(100);

    private final Balancer balancer;
    private final List<Sample> samples = new ArrayList<>();
    private final Thread thread = new Thread(this::watch, "balancer-watch");

    /** What it said at one moment. */
    record Sample(Instant at, BalancerView view) {}

    private BalancerWatch(Balancer balancer) {
        this.balancer = balancer;
    }

    static BalancerWatch start(Balancer balancer) {
        var watch = new BalancerWatch(balancer);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** The first moment after another at which HAProxy saw it so. */
    Optional<Instant> first(Instant after, Predicate<BalancerView> condition) {
        return samples().stream()
                .filter(sample -> sample.at().isAfter(after) && condition.test(sample.view()))
                .map(Sample::at)
                .findFirst();
    }

    private void watch() {
        try {
            while (true) {
                var now = new Sample(Instant.now(), balancer.look());
                synchronized (this) {
                    samples.add(now);
                }
                Pause.REAL.pass(EVERY);
            }
        } catch (InterruptedException | EnvironmentException over) {
            // closed; if HAProxy is gone before that, the rehearsal itself finds out
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
