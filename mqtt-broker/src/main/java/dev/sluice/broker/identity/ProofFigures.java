package dev.sluice.broker.identity;

import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.access.Verdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How often devices were let in or not, by kind of proof. Outlives the methods themselves. Any thread. */
public final class ProofFigures {

    private final Map<ProofKind, LongAdder> accepted = new EnumMap<>(ProofKind.class);
    private final Map<ProofKind, Map<Refusal, LongAdder>> refused = new EnumMap<>(ProofKind.class);

    public ProofFigures() {
        for (var kind : ProofKind.values()) {
            accepted.put(kind, new LongAdder());
            var ofKind = new EnumMap<Refusal, LongAdder>(Refusal.class);
            Stream.of(Refusal.values()).forEach(refusal -> ofKind.put(refusal, new LongAdder()));
            refused.put(kind, ofKind);
        }
    }

    Verdict counted(ProofKind kind, Verdict verdict) {
        if (verdict instanceof Verdict.Refused no) {
            refused.get(kind).get(no.refusal()).increment();
        } else {
            accepted.get(kind).increment();
        }
        return verdict;
    }

    public long accepted(ProofKind kind) {
        return accepted.get(kind).sum();
    }

    public long refused(ProofKind kind, Refusal refusal) {
        return refused.get(kind).get(refusal).sum();
    }
}
