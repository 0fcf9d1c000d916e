package dev.sluice.bridge.registry;

import dev.sluice.mapping.schema.SchemaReference;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seeks ids until it has them, one question at a time, on a thread of its own.
 *
 * <p>While the registry is away all that is sought waits in one queue, and only its first is asked for again, ever less often; when an answer
 * comes, the others follow at once. A subject that the registry refuses does not hold up the others: it is asked for again by itself.
 */
final class IdSearch {

    private static final Logger LOG = LoggerFactory.getLogger(IdSearch.class);

    private final IdGiver giver;
    private final RegistryHealth health;
    private final Patience away;
    private final Patience refusal;
    private final List<Runnable> onNews = new CopyOnWriteArrayList<>();
    private final AtomicInteger unknown = new AtomicInteger();
    private final ScheduledThreadPoolExecutor thread;

    // the thread's own
    private final Queue<SchemaReference> waiting = new ArrayDeque<>();
    private final Map<SchemaReference, Integer> refusals = new HashMap<>();
    private int timesAway;

    IdSearch(IdGiver giver, RegistryHealth health, Patience away, Patience refusal) {
        this.giver = giver;
        this.health = health;
        this.away = away;
        this.refusal = refusal;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            var started = new Thread(task, "sluice-registry");
            started.setDaemon(true);
            return started;
        });
        // what is asked for after the end is not sought, and nobody is told
        thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Any thread; returns at once. */
    void seek(SchemaReference reference) {
        unknown.incrementAndGet();
        thread.execute(() -> begin(reference));
    }

    int unknown() {
        return unknown.get();
    }

    void onNews(Runnable action) {
        onNews.add(action);
    }

    void stop() {
        thread.shutdownNow();
    }

    private void begin(SchemaReference reference) {
        if (timesAway > 0) {
            waiting.add(reference);
            health.away(waiting);
        } else {
            ask(reference);
        }
    }

    private void ask(SchemaReference reference) {
        int id;
        try {
            id = giver.idOf(reference.subject(), reference.schema());
        } catch (RegistryFailure failure) {
            if (failure.isAway()) {
                isAway(reference, failure);
            } else {
                isBack();
                refused(reference, failure);
            }
            return;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException bug) {
            LOG.error("Asking for the id of {} failed; it is asked for again.", reference.subject(), bug);
            isAway(reference, new RegistryFailure(RegistryFailure.Kind.AWAY, "could not be asked: " + bug, bug));
            return;
        }
        isBack();
        learned(reference, id);
    }

    private void learned(SchemaReference reference, int id) {
        reference.learned(id);
        unknown.decrementAndGet();
        refusals.remove(reference);
        health.learned(reference);
        onNews.forEach(Runnable::run);
    }

    private void refused(SchemaReference reference, RegistryFailure failure) {
        int times = refusals.merge(reference, 1, Integer::sum);
        health.refused(reference, failure);
        later(() -> begin(reference), refusal.millis(times));
    }

    private void isAway(SchemaReference reference, RegistryFailure failure) {
        timesAway++;
        waiting.add(reference); // behind the others: it may be this one that the registry fails at
        health.away(waiting, failure);
        later(() -> ask(waiting.remove()), away.millis(timesAway));
    }

    private void isBack() {
        if (timesAway == 0) {
            return;
        }
        timesAway = 0;
        health.back();
        List.copyOf(waiting).forEach(reference -> thread.execute(() -> begin(reference)));
        waiting.clear();
    }

    private void later(Runnable task, long millis) {
        thread.schedule(task, millis, TimeUnit.MILLISECONDS);
    }
}
