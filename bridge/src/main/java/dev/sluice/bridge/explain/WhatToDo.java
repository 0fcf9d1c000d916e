package dev.sluice.bridge.explain;

import dev.sluice.mapping.message.RejectReason;

/** What somebody can do about a rejected message, in one sentence. */
final class WhatToDo {

    private WhatToDo() {}

    static String about(RejectReason reason) {
        return switch (reason) {
            case PAYLOAD_NOT_DECODABLE ->
                "Compare the rule's payload with what the device sends; payload: bytes takes anything.";
            case FIELD_MISSING ->
                "Give the field a default in the schema, fill it in value.fields, or let the device send it.";
            case FIELD_TYPE, NUMBER_OUT_OF_RANGE ->
                "Change the field's type in the schema, or take another field in value.fields.";
            case ENUM_SYMBOL_UNKNOWN -> "Add the symbol to the schema's enum, or make the field a string.";
            case DUPLICATE_KEY -> "The device's JSON has to be repaired: which of the two is meant, nobody can know.";
            case TOPIC_TOO_LONG, TOPIC_INTERNAL -> "Leave the part that devices choose out of to.topic.";
            case RECORD_TOO_LARGE -> "Raise max.message.bytes of the topic and kafka.max.request.size, or send less.";
            case WHEN_FAILED -> "Write a rule behind it without a condition, for what is left.";
            case EXPRESSION_FAILED -> "Guard the expression, as in: has(payload.x) ? payload.x : 0.";
            case UNMAPPED -> "Write a rule for the topic, or set on-unmapped: envelope.";
            default -> "See docs/operating.md under " + reason + ".";
        };
    }
}
