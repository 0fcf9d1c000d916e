package dev.sluice.broker.identity.jwt;

import com.nimbusds.jose.jwk.JWKSet;
import dev.sluice.broker.identity.UnusableProofs;
import dev.sluice.broker.identity.web.WebCalls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keys from an address, which is asked again from time to time. While it does not answer, those that it gave last are good for some time. */
public final class FetchedKeys implements TokenKeys {

    private static final Logger LOG = LoggerFactory.getLogger(FetchedKeys.class);

    /** A token that names an unknown key is not reason enough to ask more often than that. */
    static final Duration LEAST_PAUSE = Duration.ofSeconds(30);

    private final WebCalls calls;
    private final Duration keep;
    private final Clock clock;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "sluice-jwks-schedule");
        thread.setDaemon(true);
        return thread;
    });

    private volatile JWKSet keys;
    private volatile Instant fetched = Instant.MIN;
    private Instant asked = Instant.MIN;
    private CompletableFuture<Boolean> asking;
    private boolean failing;

    private FetchedKeys(WebCalls calls, Duration keep, Clock clock) {
        this.calls = calls;
        this.keep = keep;
        this.clock = clock;
    }

    /**
     * Asks for the first time at once.
     *
     * @param refresh how often it is asked
     * @param keep how long keys are good after they were given
     */
    public static FetchedKeys from(WebCalls calls, Duration refresh, Duration keep, Clock clock) {
        var fetched = new FetchedKeys(calls, keep, clock);
        fetched.schedule.scheduleWithFixedDelay(fetched::ask, 0, refresh.toMillis(), TimeUnit.MILLISECONDS);
        return fetched;
    }

    @Override
    public Optional<JWKSet> current() {
        var present = keys;
        return present != null && clock.instant().isBefore(fetched.plus(keep))
                ? Optional.of(present)
                : Optional.empty();
    }

    @Override
    public synchronized CompletionStage<Boolean> renewed() {
        if (asking != null) {
            return asking;
        }
        boolean tooSoon = asked != Instant.MIN && clock.instant().isBefore(asked.plus(LEAST_PAUSE));
        return tooSoon ? CompletableFuture.completedFuture(false) : ask();
    }

    private synchronized CompletableFuture<Boolean> ask() {
        if (asking != null) {
            return asking;
        }
        asked = clock.instant();
        var answer = new CompletableFuture<Boolean>();
        asking = answer;
        calls.send(calls.request().GET().build()).thenAccept(this::take).whenComplete((done, failure) -> {
            finished(failure);
            answer.complete(failure == null);
        });
        return answer;
    }

    private void take(byte[] json) {
        try {
            keys = TokenKeys.parse(json);
            fetched = clock.instant();
        } catch (UnusableProofs unusable) {
            throw new CompletionException(unusable);
        }
    }

    private synchronized void finished(Throwable failure) {
        asking = null;
        if (failure != null && !failing) {
            var cause = failure.getCause() == null ? failure : failure.getCause();
            LOG.warn(
                    "The keys for tokens could not be had ({}). Those from before are good for authentication.jwt.keep after they were given; then no token is. Check authentication.jwt.jwks-url.",
                    cause.toString());
        } else if (failure == null && failing) {
            LOG.info("The keys for tokens could be had again.");
        }
        failing = failure != null;
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
