package dev.sluice.mapping.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Walks a checked expression: what it reads, which words are its own, and what only a walk can find wrong. */
final class AstReading {

    private final RuleScope scope;
    private final boolean hasTopicMap;
    /** Keys and texts that stand in the expression: the only ones that a failure may repeat. */
    final Set<String> words = new HashSet<>();

    boolean readsPayload;
    boolean readsEach;

    private AstReading(RuleScope scope) {
        this.scope = scope;
        this.hasTopicMap = scope.place("topic") < 0;
    }

    /** @throws CelInvalid for a pattern that is none, for a cost that a payload could choose, and for a capture that does not exist */
    static AstReading of(CelAbstractSyntaxTree ast, RuleScope scope) throws CelInvalid {
        var reading = new AstReading(scope);
        reading.visit(ast.getExpr());
        return reading;
    }

    private void visit(CelExpr expr) throws CelInvalid {
        switch (expr.getKind()) {
            case CONSTANT -> {
                if (expr.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
                    words.add(expr.constant().stringValue());
                }
            }
            case IDENT -> document(expr, null);
            case SELECT -> {
                words.add(expr.select().field());
                visitMember(expr.select().operand(), expr.select().field());
            }
            case CALL -> call(expr.call());
            case LIST -> visitAll(expr.list().elements());
            case MAP -> {
                for (var entry : expr.map().entries()) {
                    visit(entry.key());
                    visit(entry.value());
                }
            }
            case STRUCT -> {
                for (var entry : expr.struct().entries()) {
                    visit(entry.value());
                }
            }
            case COMPREHENSION -> {
                var loop = expr.comprehension();
                visitAll(List.of(
                        loop.iterRange(), loop.accuInit(), loop.loopCondition(), loop.loopStep(), loop.result()));
            }
            case NOT_SET -> {}
        }
    }

    private void visitAll(List<CelExpr> all) throws CelInvalid {
        for (var expr : all) {
            visit(expr);
        }
    }

    /** A member of something, by a name that is known now. */
    private void visitMember(CelExpr of, String name) throws CelInvalid {
        if (of.getKind() != Kind.IDENT) {
            visit(of);
        } else if (hasTopicMap && of.ident().name().equals("topic") && scope.place(name) < 0) {
            throw new CelInvalid("topic['" + name + "']: the pattern has no such capture; it has "
                    + String.join(", ", scope.captures));
        } else {
            document(of, name);
        }
    }

    /** A macro may hide one of the names; then a document is read for nothing, which does no harm. */
    private void document(CelExpr ident, String member) {
        boolean isPayload = ident.ident().name().equals("payload");
        boolean isEach = ident.ident().name().equals("each");
        readsPayload |= isPayload;
        readsEach |= isEach;
        if (isPayload || isEach) {
            var members = isPayload ? scope.payload : scope.each;
            if (member == null) {
                members.addAll();
            } else {
                members.add(member);
            }
        }
    }

    private void call(CelExpr.CelCall call) throws CelInvalid {
        var args = call.args();
        if (call.function().equals("_[_]") && isText(args.get(1))) {
            var key = args.get(1).constant().stringValue();
            words.add(key);
            visitMember(args.get(0), key);
            return;
        }
        int receiver = call.target().isPresent() ? 0 : 1;
        switch (call.function()) {
            case "matches" -> pattern(args.get(receiver));
            case "contains", "indexOf", "lastIndexOf", "split" -> constant(args.get(receiver), call.function());
            case "replace" -> {
                constant(args.get(receiver), call.function());
                constant(args.get(receiver + 1), call.function());
            }
            case "join" -> {
                if (args.size() > receiver) {
                    constant(args.get(receiver), call.function());
                }
            }
            default -> {}
        }
        if (call.target().isPresent()) {
            visit(call.target().get());
        }
        visitAll(args);
    }

    private static void pattern(CelExpr expr) throws CelInvalid {
        constant(expr, "matches");
        try {
            Pattern.compile(expr.constant().stringValue());
        } catch (PatternSyntaxException wrong) {
            throw new CelInvalid("the pattern of matches(): " + wrong.getMessage());
        }
    }

    private static void constant(CelExpr expr, String function) throws CelInvalid {
        if (!isText(expr)) {
            throw new CelInvalid("what " + function
                    + "() looks for or puts in must be a constant, so that no payload can choose its cost");
        }
    }

    private static boolean isText(CelExpr expr) {
        return expr.getKind() == Kind.CONSTANT && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }
}
