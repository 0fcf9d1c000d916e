package dev.sluice.broker.identity;

/** The kinds of proof, as metrics name them. */
public enum ProofKind {
    ANONYMOUS,
    CERTIFICATES,
    SCRAM,
    JWT,
    PASSWORDS,
    HTTP,
    /** No kind that is configured knows what the device shows. */
    NONE
}
