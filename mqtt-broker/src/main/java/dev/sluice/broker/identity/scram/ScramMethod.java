package dev.sluice.broker.identity.scram;

import dev.sluice.broker.access.Credentials;
import dev.sluice.broker.access.Dialogue;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import dev.sluice.broker.identity.ProofKind;
import dev.sluice.broker.identity.ProofMethod;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Talks with devices that name the Authentication Method {@code SCRAM-SHA-256}. */
public final class ScramMethod implements ProofMethod {

    /** As RFC 7677 registers it. */
    public static final String NAME = "SCRAM-SHA-256";

    private final ScramFile file;

    public ScramMethod(ScramFile file) {
        this.file = file;
    }

    @Override
    public ProofKind kind() {
        return ProofKind.SCRAM;
    }

    /** Never: who wants this says so by a method's name. */
    @Override
    public boolean knows(Credentials shown) {
        return false;
    }

    @Override
    public CompletionStage<Verdict> judge(Credentials shown) {
        return CompletableFuture.completedFuture(Verdict.refused(Refusal.BAD_AUTHENTICATION_METHOD));
    }

    @Override
    public Optional<Dialogue> begin(String method, Credentials shown) {
        return NAME.equals(method) ? Optional.of(new ScramDialogue(file, shown)) : Optional.empty();
    }
}
