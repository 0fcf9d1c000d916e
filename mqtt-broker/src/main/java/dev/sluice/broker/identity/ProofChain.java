package dev.sluice.broker.identity;

import dev.sluice.broker.access.Authenticator;
import dev.sluice.broker.access.Credentials;
import dev.sluice.broker.access.Dialogue;
import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several ways to find out who a device is, tried in their order. The first that knows the kind of credentials shown decides, and what it
 * refuses is not offered to the next. One that is not {@linkplain ProofMethod#isEnough() enough} comes before the one that decides:
 * the device is let in if both say so, and is what both say.
 */
public final class ProofChain implements Authenticator {

    private static final Logger LOG = LoggerFactory.getLogger(ProofChain.class);

    private static final Duration BETWEEN_COMPLAINTS = Duration.ofSeconds(10);

    private final AtomicLong lastComplaint = new AtomicLong(System.nanoTime() - BETWEEN_COMPLAINTS.toNanos());
    private final List<ProofMethod> methods;
    private final boolean anonymous;
    private final ProofFigures figures;

    /**
     * @param methods in the order in which they are tried; they are closed together with this
     * @param anonymous whether a device is let in that shows nothing which a method knows, and neither user name nor password; without any
     *     method, whatever it shows
     */
    public ProofChain(List<ProofMethod> methods, boolean anonymous, ProofFigures figures) {
        this.methods = List.copyOf(methods);
        this.anonymous = anonymous;
        this.figures = figures;
    }

    @Override
    public CompletionStage<Verdict> authenticate(Credentials shown) {
        var companion = first(shown, false);
        if (companion.isEmpty()) {
            return decide(shown, Identity.anonymous(shown.clientId()));
        }
        return asked(companion.get(), shown).thenCompose(verdict -> {
            if (verdict instanceof Verdict.Accepted accepted) {
                return decide(shown.goingBy(accepted.identity().clientId()), accepted.identity());
            }
            return done(figures.counted(companion.get().kind(), verdict));
        });
    }

    private CompletionStage<Verdict> decide(Credentials shown, Identity sofar) {
        var decider = first(shown, true);
        if (decider.isPresent()) {
            return asked(decider.get(), shown)
                    .thenApply(verdict -> figures.counted(decider.get().kind(), Proven.also(sofar, verdict)));
        }
        boolean letIn = anonymous && (methods.isEmpty() || showsNothing(shown));
        return done(
                letIn
                        ? figures.counted(ProofKind.ANONYMOUS, Verdict.accepted(sofar))
                        : figures.counted(ProofKind.NONE, Verdict.refused(Refusal.BAD_CREDENTIALS)));
    }

    /** A certificate that is not enough has its say here, too. */
    @Override
    public Optional<Dialogue> begin(String method, Credentials shown) {
        var known = first(shown, false)
                .map(companion ->
                        asked(companion, shown).toCompletableFuture().getNow(Verdict.refused(Refusal.UNAVAILABLE)))
                .orElseGet(() -> Verdict.accepted(Identity.anonymous(shown.clientId())));
        if (!(known instanceof Verdict.Accepted accepted)) {
            return Optional.of(data -> new Dialogue.Ended(figures.counted(ProofKind.CERTIFICATES, known), new byte[0]));
        }
        var sofar = accepted.identity();
        var begun = methods.stream()
                .flatMap(each -> each.begin(method, shown.goingBy(sofar.clientId())).stream()
                        .map(talk -> counted(each.kind(), sofar, talk)))
                .findFirst();
        if (begun.isEmpty()) {
            figures.counted(ProofKind.NONE, Verdict.refused(Refusal.BAD_AUTHENTICATION_METHOD));
        }
        return begun;
    }

    private Dialogue counted(ProofKind kind, Identity sofar, Dialogue talk) {
        return data -> {
            var step = talk.answer(data);
            return step instanceof Dialogue.Ended ended
                    ? new Dialogue.Ended(figures.counted(kind, Proven.also(sofar, ended.verdict())), ended.data())
                    : step;
        };
    }

    private static boolean showsNothing(Credentials shown) {
        return shown.userName() == null && shown.password() == null;
    }

    private Optional<ProofMethod> first(Credentials shown, boolean enough) {
        return methods.stream()
                .filter(method -> method.isEnough() == enough && method.knows(shown))
                .findFirst();
    }

    /** Never fails: what a method cannot say is a refusal. */
    private CompletionStage<Verdict> asked(ProofMethod method, Credentials shown) {
        CompletionStage<Verdict> answer;
        try {
            answer = method.judge(shown);
        } catch (RuntimeException failure) {
            return done(unavailable(method, failure));
        }
        return answer.exceptionally(failure -> unavailable(method, failure));
    }

    /** The message of what a network says is its own; that of any other failure may hold what the device has shown. */
    private Verdict unavailable(ProofMethod method, Throwable failure) {
        long now = System.nanoTime();
        long last = lastComplaint.get();
        if (now - last >= BETWEEN_COMPLAINTS.toNanos() && lastComplaint.compareAndSet(last, now)) {
            var cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            boolean ofTheNetwork = cause instanceof IOException || cause instanceof TimeoutException;
            LOG.warn(
                    "Devices are not let in: authentication.{} could not say who they are ({}). They may come back; sluice_authentications_total counts them.",
                    method.kind().name().toLowerCase(Locale.ROOT),
                    ofTheNetwork ? cause.toString() : cause.getClass().getName() + place(cause));
        }
        return Verdict.refused(Refusal.UNAVAILABLE);
    }

    private static String place(Throwable cause) {
        return cause.getStackTrace().length == 0 ? "" : " at " + cause.getStackTrace()[0];
    }

    private static CompletionStage<Verdict> done(Verdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }

    @Override
    public void close() {
        methods.forEach(ProofMethod::close);
    }
}
