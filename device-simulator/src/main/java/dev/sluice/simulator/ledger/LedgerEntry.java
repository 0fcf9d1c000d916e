package dev.sluice.simulator.ledger;

/** One device's line in the ledger. */
public record LedgerEntry(String device, SeqRanges sent, SeqRanges acknowledged) {}
