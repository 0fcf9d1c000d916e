package dev.sluice.broker.identity.hook;

import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Lets so many through at a time; so many wait, each for so long; the others are busy. Any thread; blocks none. */
final class Turnstile {

    private record Waiting(Supplier<CompletionStage<Verdict>> call, CompletableFuture<Verdict> verdict, long since) {}

    private final int mostInside;
    private final int mostWaiting;
    private final Duration patience;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>(0);
    private int inside;

    Turnstile(int mostInside, int mostWaiting, Duration patience) {
        this.mostInside = mostInside;
        this.mostWaiting = mostWaiting;
        this.patience = patience;
    }

    CompletionStage<Verdict> pass(Supplier<CompletionStage<Verdict>> call) {
        var next = new Waiting(call, new CompletableFuture<>(), System.nanoTime());
        synchronized (this) {
            if (inside == mostInside) {
                if (waiting.size() == mostWaiting) {
                    next.verdict().complete(Verdict.refused(Refusal.BUSY));
                } else {
                    waiting.add(next);
                }
                return next.verdict();
            }
            inside++;
        }
        enter(next);
        return next.verdict();
    }

    private void enter(Waiting next) {
        CompletionStage<Verdict> answer;
        try {
            answer = next.call().get();
        } catch (RuntimeException failure) {
            answer = CompletableFuture.failedFuture(failure);
        }
        answer.whenComplete((verdict, failure) -> {
            if (failure == null) {
                next.verdict().complete(verdict);
            } else {
                next.verdict().completeExceptionally(failure);
            }
            left();
        });
    }

    private void left() {
        while (true) {
            Waiting next;
            synchronized (this) {
                next = waiting.poll();
                if (next == null) {
                    inside--;
                    return;
                }
            }
            if (System.nanoTime() - next.since() <= patience.toNanos()) {
                enter(next);
                return;
            }
            next.verdict().complete(Verdict.refused(Refusal.BUSY));
        }
    }
}
