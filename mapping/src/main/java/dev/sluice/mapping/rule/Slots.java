package dev.sluice.mapping.rule;

import dev.sluice.mapping.transcode.FieldPlan;
import java.util.ArrayList;
import java.util.List;

/** Tells a transcoder's plan where its fields come from. What it cannot take from the document becomes a slot, filled for each record. */
final class Slots {

    private final List<Slot> slots = new ArrayList<>();
    private final Plans plans;

    Slots(Plans plans) {
        this.plans = plans;
    }

    List<Slot> all() {
        return List.copyOf(slots);
    }

    void plan(String field, Expression expression, FieldPlan.Builder plan) {
        expression.fold(new Expression.Cases<FieldPlan.Builder>() {
            @Override
            public FieldPlan.Builder constant(Expression.Constant constant) {
                return plan.constant(field, constant.value());
            }

            @Override
            public FieldPlan.Builder field(Expression.Field origin) {
                return plans.isRecord(origin.scope())
                        ? plan.fromPayload(field, origin.path())
                        : plan.fromJson(field, add(new Slot.Outer(plans.extract(origin.scope(), origin.path()))));
            }

            @Override
            public FieldPlan.Builder rawPayload(Expression.RawPayload payload) {
                throw new IllegalArgumentException("the whole payload is not for a transcoder");
            }

            @Override
            public FieldPlan.Builder text(Expression.Text text) {
                return plan.fromSlot(field, add(new Slot.Text(text.template())));
            }

            @Override
            public FieldPlan.Builder computed(Expression.Computed computed) {
                return plan.fromJson(field, add(new Slot.Computed(computed.expression())));
            }
        });
    }

    private int add(Slot slot) {
        slots.add(slot);
        return slots.size() - 1;
    }
}
