package dev.sluice.broker.identity.password;

import dev.sluice.broker.access.Credentials;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.identity.BlindKeys;
import dev.sluice.broker.identity.ProofKind;
import dev.sluice.broker.identity.ProofMethod;
import dev.sluice.broker.identity.Proven;
import dev.sluice.broker.identity.Remembered;
import dev.sluice.broker.identity.Workers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Compares passwords with their hashes, on a few threads. A password that was right lately is recognised without hashing it again, by a {@link
 * BlindKeys} key in which its hash has a part, too: a fleet that comes back after a lost link would otherwise cost minutes of CPU. A wrong
 * one is hashed every time, whoever the user is, so that time tells nothing.
 */
public final class PasswordMethod implements ProofMethod {

    private static final int MOST_REMEMBERED = 20_000;
    private static final Boolean RIGHT = Boolean.TRUE;

    private final PasswordFile file;
    private final Workers workers;
    private final Duration remember;
    private final BlindKeys keys = new BlindKeys();
    private final Remembered<Boolean> right;

    /**
     * @param workers closed together with this
     * @param remember how long a right password is recognised; zero for never
     */
    public PasswordMethod(PasswordFile file, Workers workers, Duration remember, Clock clock) {
        this.file = file;
        this.workers = workers;
        this.remember = remember;
        this.right = new Remembered<>(MOST_REMEMBERED, clock);
    }

    @Override
    public ProofKind kind() {
        return ProofKind.PASSWORDS;
    }

    @Override
    public boolean knows(Credentials shown) {
        return shown.userName() != null && shown.password() != null;
    }

    @Override
    public CompletionStage<Verdict> judge(Credentials shown) {
        if (shown.password().length > PasswordFile.LONGEST_PASSWORD) {
            return hashed(shown, () -> {});
        }
        var key = keys.of(BlindKeys.part(shown.userName()), file.hashOf(shown.userName()), shown.password());
        return right.get(key).isPresent()
                ? CompletableFuture.completedFuture(known(shown))
                : hashed(shown, () -> right.put(key, RIGHT, remember));
    }

    private CompletionStage<Verdict> hashed(Credentials shown, Runnable whenRight) {
        return workers.judge(() -> {
            if (!file.matches(shown.userName(), shown.password())) {
                return Verdict.refused(Refusal.BAD_CREDENTIALS);
            }
            whenRight.run();
            return known(shown);
        });
    }

    private static Verdict known(Credentials shown) {
        return Proven.identity(shown, Optional.empty(), Optional.of(shown.userName()), Map.of(), Optional.empty());
    }

    @Override
    public void close() {
        workers.close();
    }
}
