package dev.sluice.broker.rights;

/** What a rule says. */
public enum Effect {
    ALLOW,
    DENY
}
