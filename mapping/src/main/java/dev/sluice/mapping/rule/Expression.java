package dev.sluice.mapping.rule;

import dev.sluice.mapping.cel.CelExpression;
import dev.sluice.mapping.transcode.PayloadPath;

/** What is written where a rule expects a value. */
sealed interface Expression {

    <T> T fold(Cases<T> cases);

    /** What to do with each kind of expression. */
    interface Cases<T> {
        T constant(Constant constant);

        T field(Field field);

        T rawPayload(RawPayload payload);

        T text(Text text);

        T computed(Computed computed);
    }

    /** {@code 'text'}, {@code 42}, {@code 2.5} or {@code true}. */
    record Constant(Object value) implements Expression {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.constant(this);
        }
    }

    /** {@code payload.a.b} or {@code each.a.b}; an empty path is all of it. */
    record Field(Scope scope, PayloadPath path) implements Expression {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.field(this);
        }
    }

    /** {@code payload} where it is not looked into: all of its bytes. */
    record RawPayload() implements Expression {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.rawPayload(this);
        }
    }

    /** A template, or {@code mqtt.client} and the like. */
    record Text(TextTemplate template) implements Expression {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.text(this);
        }
    }

    /** Anything else: CEL. */
    record Computed(CelExpression expression) implements Expression {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.computed(this);
        }
    }
}
