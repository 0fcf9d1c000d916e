package dev.sluice.bridge.trial;

import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.rule.MappingRule;

/**
 * A rule that took the message and could make nothing of it.
 *
 * @param detail one sentence for people
 */
public record TrialRejection(MappingRule rule, RejectReason reason, String detail) {}
