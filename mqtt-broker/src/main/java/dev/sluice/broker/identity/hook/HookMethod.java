package dev.sluice.broker.identity.hook;

import dev.sluice.broker.access.Credentials;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.identity.BlindKeys;
import dev.sluice.broker.identity.ProofKind;
import dev.sluice.broker.identity.ProofMethod;
import dev.sluice.broker.identity.Remembered;
import dev.sluice.broker.identity.web.WebCalls;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Takes a device for whom somebody else says it is. */
public final class HookMethod implements ProofMethod {

    private static final int MOST_REMEMBERED = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final WebCalls calls;
    private final Optional<String> authorization;
    private final Turnstile turnstile;
    private final Duration rememberAllowed;
    private final Duration rememberDenied;
    private final Clock clock;
    private final BlindKeys keys = new BlindKeys();
    private final Remembered<HookAnswer> remembered;

    /**
     * @param authorization the header of that name
     * @param concurrency questions that are open at a time
     * @param waiting devices whose questions wait
     */
    public HookMethod(
            WebCalls calls,
            Optional<String> authorization,
            int concurrency,
            int waiting,
            Duration rememberAllowed,
            Duration rememberDenied,
            Clock clock) {
        this.calls = calls;
        this.authorization = authorization;
        this.turnstile = new Turnstile(concurrency, waiting, PATIENCE);
        this.rememberAllowed = rememberAllowed;
        this.rememberDenied = rememberDenied;
        this.clock = clock;
        this.remembered = new Remembered<>(MOST_REMEMBERED, clock);
    }

    @Override
    public ProofKind kind() {
        return ProofKind.HTTP;
    }

    /** Everything: also a device that shows nothing can be known, by its client id or address. */
    @Override
    public boolean knows(Credentials shown) {
        return true;
    }

    @Override
    public CompletionStage<Verdict> judge(Credentials shown) {
        var key = HookQuestion.key(keys, shown);
        var known = remembered.get(key).filter(answer -> !answer.isOver(clock.instant()));
        return known.isPresent()
                ? CompletableFuture.completedFuture(known.get().on(shown, clock.instant()))
                : turnstile.pass(() -> ask(shown, key));
    }

    private CompletionStage<Verdict> ask(Credentials shown, String key) {
        var request = calls.request().header("Content-Type", "application/json");
        authorization.ifPresent(value -> request.header("Authorization", value));
        try {
            request.POST(BodyPublishers.ofByteArray(HookQuestion.json(shown)));
        } catch (IOException impossible) {
            return CompletableFuture.failedFuture(impossible);
        }
        return calls.send(request.build()).thenApply(body -> {
            var answer = parsed(body);
            remembered.put(key, answer, answer.allow() ? rememberAllowed : rememberDenied);
            return answer.on(shown, clock.instant());
        });
    }

    private static HookAnswer parsed(byte[] body) {
        try {
            return HookAnswer.parse(body);
        } catch (IOException unusable) {
            throw new CompletionException(unusable);
        }
    }
}
