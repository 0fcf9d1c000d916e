package dev.sluice.mapping.rule;

import dev.sluice.mapping.transcode.FieldPlan;
import dev.sluice.mapping.transcode.PayloadPath;

/** What a rule wants from the documents that it reads: the payload, and with {@code each} also the element that a record is made of. */
final class Plans {

    private final FieldPlan.Builder payload = FieldPlan.builder();
    private final FieldPlan.Builder element;

    Plans(boolean each) {
        element = each ? FieldPlan.builder() : null;
    }

    boolean hasElements() {
        return element != null;
    }

    /** Whether records are made of this document. */
    boolean isRecord(Scope scope) {
        return (scope == Scope.EACH) == hasElements();
    }

    /** Of the document that records are made of. */
    FieldPlan.Builder record() {
        return hasElements() ? element : payload;
    }

    FieldPlan.Builder payload() {
        return payload;
    }

    /** Asks for a value and answers its index among what is extracted from that document. */
    int extract(Scope scope, PayloadPath path) {
        return (scope == Scope.EACH ? element : payload).extract(path);
    }

    /** Whether no value is picked out of any document, and every field of a record comes by its own name. */
    boolean wantNothing() {
        var plan = payload.build();
        return !hasElements() && plan.extracts().isEmpty() && plan.fields().isEmpty();
    }
}
