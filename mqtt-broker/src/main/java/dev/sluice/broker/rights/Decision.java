package dev.sluice.broker.rights;

import java.util.List;
import java.util.Optional;

/**
 * What the rules say of one topic or topic filter, and why.
 *
 * @param rule the one that decides; empty where none does and the default holds
 * @param passed the rules before it, in their order
 */
public record Decision(boolean isAllowed, Optional<AccessRule> rule, List<Passed> passed) {

    /** A rule that does not decide. */
    public record Passed(AccessRule rule, String why) {}
}
