package dev.sluice.mapping.rule;

import java.util.function.Function;

/** What is written where a rule expects a value. */
sealed interface Expression {

    <T> T fold(
            Function<Constant, T> constant,
            Function<PayloadField, T> payloadField,
            Function<WholePayload, T> wholePayload,
            Function<Text, T> text);

    /** {@code 'text'}, {@code 42}, {@code 2.5} or {@code true}. */
    record Constant(Object value) implements Expression {
        @Override
        public <T> T fold(
                Function<Constant, T> constant,
                Function<PayloadField, T> payloadField,
                Function<WholePayload, T> wholePayload,
                Function<Text, T> text) {
            return constant.apply(this);
        }
    }

    /** {@code payload.a.b}; the path is without {@code payload.} */
    record PayloadField(String path) implements Expression {
        @Override
        public <T> T fold(
                Function<Constant, T> constant,
                Function<PayloadField, T> payloadField,
                Function<WholePayload, T> wholePayload,
                Function<Text, T> text) {
            return payloadField.apply(this);
        }
    }

    /** {@code payload}: all of its bytes. */
    record WholePayload() implements Expression {
        @Override
        public <T> T fold(
                Function<Constant, T> constant,
                Function<PayloadField, T> payloadField,
                Function<WholePayload, T> wholePayload,
                Function<Text, T> text) {
            return wholePayload.apply(this);
        }
    }

    /** A template, or {@code mqtt.client} and the like. */
    record Text(TextTemplate template) implements Expression {
        @Override
        public <T> T fold(
                Function<Constant, T> constant,
                Function<PayloadField, T> payloadField,
                Function<WholePayload, T> wholePayload,
                Function<Text, T> text) {
            return text.apply(this);
        }
    }
}
