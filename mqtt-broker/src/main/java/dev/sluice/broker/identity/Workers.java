package dev.sluice.broker.identity;

import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A few threads for what would hold up an event loop, and a bounded queue in front of them: a flood of devices costs so many threads and so
 * much memory, and no more. Any thread.
 */
public final class Workers implements AutoCloseable {

    /** The device that has waited longer has probably given up, and judging it would only make the next one wait. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ThreadPoolExecutor threads;
    private final Duration patience;

    /** @param mostWaiting beyond those that are being judged */
    public Workers(String name, int threads, int mostWaiting) {
        this(name, threads, mostWaiting, PATIENCE);
    }

    /** @param patience with those that wait */
    public Workers(String name, int threads, int mostWaiting, Duration patience) {
        this.patience = patience;
        var numbers = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(mostWaiting), work -> {
                    var thread = new Thread(work, name + "-" + numbers.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** Busy when too many wait already, or when this one has waited for too long; fails as the work does. */
    public CompletionStage<Verdict> judge(Supplier<Verdict> work) {
        var verdict = new CompletableFuture<Verdict>();
        long asked = System.nanoTime();
        try {
            threads.execute(() -> {
                try {
                    boolean late = System.nanoTime() - asked > patience.toNanos();
                    verdict.complete(late ? Verdict.refused(Refusal.BUSY) : work.get());
                } catch (Throwable failure) {
                    verdict.completeExceptionally(failure);
                }
            });
        } catch (RejectedExecutionException full) {
            verdict.complete(Verdict.refused(threads.isShutdown() ? Refusal.UNAVAILABLE : Refusal.BUSY));
        }
        return verdict;
    }

    /** Whoever waits hears nothing any more. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
