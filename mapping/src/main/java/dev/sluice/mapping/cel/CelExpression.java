package dev.sluice.mapping.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Set;

/** An expression ready to be asked, by any number of threads at once, each with a {@link CelMessage} of its own. */
public final class CelExpression {

    private static final Evaluated.Failed NO_CONDITION =
            new Evaluated.Failed(null, "the condition gave neither true nor false");

    private final String text;
    private final Program program;
    private final RuleScope scope;
    private final Set<String> words;
    private final boolean readsPayload;
    private final boolean readsEach;
    private final boolean isCondition;

    CelExpression(String text, Program program, RuleScope scope, AstReading reading, Wanted wanted) {
        this.text = text;
        this.program = program;
        this.scope = scope;
        this.words = Set.copyOf(reading.words);
        this.readsPayload = reading.readsPayload;
        this.readsEach = reading.readsEach;
        this.isCondition = wanted == Wanted.CONDITION;
    }

    /** Whether {@link CelMessage#payload} must have been called. */
    public boolean readsPayload() {
        return readsPayload;
    }

    /** Whether {@link CelMessage#element} must have been called; {@code index} alone does not count. */
    public boolean readsEach() {
        return readsEach;
    }

    /** Throws for nothing that a message can contain. */
    public Evaluated evaluate(CelMessage message) {
        var unreadable = message.prepare(this, scope);
        if (unreadable != null) {
            return unreadable;
        }
        try {
            var value = program.eval(message.variables());
            if (message.exhausted()) {
                return CelFailures.EXHAUSTED;
            }
            return isCondition && !(value instanceof Boolean) ? NO_CONDITION : new Evaluated.Value(value);
        } catch (CelEvaluationException failed) {
            return message.exhausted() ? CelFailures.EXHAUSTED : CelFailures.describe(failed, words);
        } catch (RuntimeException unforeseen) { // a function of CEL's that does not say that it can fail
            return CelFailures.UNFORESEEN;
        }
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
