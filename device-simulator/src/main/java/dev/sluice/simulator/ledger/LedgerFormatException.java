package dev.sluice.simulator.ledger;

/** A ledger file that is cut short, altered or none at all; the message names file and line. */
public final class LedgerFormatException extends Exception {

    LedgerFormatException(String message) {
        super(message);
    }
}
