package io.moquette.broker;

import io.moquette.interception.BrokerInterceptor;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * Session loops that outlive every command. Stock loops die with the first exception, and take every client that hashes
 * to them along; and a full queue loses even the news that a connection is gone.
 */
final class ResilientSessionLoops extends SessionEventLoopGroup {

    private static final int QUEUE_SIZE = 65_536;
    private static final int RETRY_MILLIS = 20;
    private static final Set<String> NEVER_LOST =
            Set.of("CONN LOST", "DISCONN", MoquetteKernel.ENDED, MoquetteKernel.REVIEW);
    /** Moquette keeps when sessions expire in one map for all loops, which is not made for several threads. */
    private static final Set<String> ONE_AT_A_TIME =
            Set.of("CONN", "CONN LOST", "DISCONN", MoquetteKernel.FORGET, MoquetteKernel.ENDED);

    private final ScheduledExecutorService scheduler;
    private final BiConsumer<String, Throwable> commandFailed;
    private final LongAdder failures = new LongAdder();
    private final Object expiries = new Object();

    ResilientSessionLoops(
            BrokerInterceptor interceptor,
            ScheduledExecutorService scheduler,
            BiConsumer<String, Throwable> commandFailed) {
        super(interceptor, QUEUE_SIZE);
        this.scheduler = scheduler;
        this.commandFailed = commandFailed;
    }

    long failedCommands() {
        return failures.sum();
    }

    /** The stock one is negative for a client id whose hash is Integer.MIN_VALUE. */
    @Override
    int targetQueueOrdinal(String clientId) {
        return Math.floorMod(clientId.hashCode(), getEventLoopCount());
    }

    @Override
    public PostOffice.RouteResult routeCommand(String clientId, String what, Callable<Void> action) {
        var result = super.routeCommand(
                clientId, what, () -> guarded(clientId, ONE_AT_A_TIME.contains(what) ? () -> alone(action) : action));
        if (!result.isSuccess() && clientId != null && NEVER_LOST.contains(what)) {
            scheduler.schedule(() -> routeCommand(clientId, what, action), RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
        return result;
    }

    private Void alone(Callable<Void> action) throws Exception {
        synchronized (expiries) {
            return action.call();
        }
    }

    private Void guarded(String clientId, Callable<Void> action) {
        try {
            return action.call();
        } catch (Throwable failure) { // whatever it is, the loop goes on
            failures.increment();
            commandFailed.accept(clientId, failure);
            return null;
        }
    }
}
