package dev.sluice.mapping.rule;

import dev.sluice.mapping.transcode.FieldPlan;
import java.util.List;

/** Tells a transcoder's plan where a field comes from. What it cannot take from the payload becomes a slot, filled for each message. */
final class Slots {

    private Slots() {}

    /** @param slots gains a template when the field is one that only the message can fill */
    static void plan(String field, Expression expression, FieldPlan.Builder plan, List<TextTemplate> slots) {
        expression.fold(
                constant -> plan.constant(field, constant.value()),
                payload -> plan.fromPayload(field, payload.path()),
                whole -> {
                    throw new IllegalArgumentException("the whole payload is not for a transcoder");
                },
                text -> {
                    slots.add(text.template());
                    return plan.fromSlot(field, slots.size() - 1);
                });
    }
}
