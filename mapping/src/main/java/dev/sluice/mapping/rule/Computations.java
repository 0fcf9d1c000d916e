package dev.sluice.mapping.rule;

import dev.sluice.mapping.cel.CelCompiler;
import dev.sluice.mapping.cel.CelExpression;
import dev.sluice.mapping.cel.CelInvalid;
import dev.sluice.mapping.cel.Wanted;
import java.util.List;

/** Compiles those expressions of one rule that only CEL understands. The compiler is made when the first one comes: few rules have any. */
final class Computations {

    private final List<String> captures;
    private final PayloadFormat payload;
    private final boolean each;
    private CelCompiler compiler;

    Computations(List<String> captures, PayloadFormat payload, boolean each) {
        this.captures = captures;
        this.payload = payload;
        this.each = each;
    }

    /** @throws IllegalArgumentException with a message for people */
    CelExpression compile(String text, Wanted wanted) {
        if (compiler == null) {
            compiler = new CelCompiler(captures, each);
        }
        try {
            var expression = compiler.compile(text, wanted);
            if (expression.readsPayload() && payload == PayloadFormat.BYTES) {
                throw new IllegalArgumentException(
                        "asks for the payload, which this rule does not look into (payload: bytes)");
            }
            return expression;
        } catch (CelInvalid wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }
}
