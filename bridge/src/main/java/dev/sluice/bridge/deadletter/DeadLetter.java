package dev.sluice.bridge.deadletter;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.RejectReason;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A message that could not be stored as its rule says, and why.
 *
 * @param message everything that a rule can read; where {@code cut} says so, less than the device sent
 * @param reason a {@link RejectReason} by name; a letter may have been written by a Sluice that knows more of them
 * @param detail one sentence for people
 * @param rule name of the rule that took the message
 * @param schemaId the registry's id of the schema that the rule writes, where it was known
 */
public record DeadLetter(
        DeviceMessage message, String reason, String detail, String rule, OptionalInt schemaId, Cut cut) {

    public DeadLetter {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(schemaId, "schemaId");
        Objects.requireNonNull(cut, "cut");
    }

    /**
     * What two letters of one message have in common, which a device sent again; several rules that took it have letters of their own
     * ({@code match: all}).
     */
    public String identity() {
        return message.eventId() + "/" + rule;
    }

    /** A whole letter. */
    public static DeadLetter of(
            DeviceMessage message, RejectReason reason, String detail, String rule, OptionalInt schemaId) {
        return new DeadLetter(message, reason.name(), detail, rule, schemaId, Cut.nothing(message.payload().length));
    }
}
