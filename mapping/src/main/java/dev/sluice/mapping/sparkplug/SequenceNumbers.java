package dev.sluice.mapping.sparkplug;

/**
 * The sequence numbers of one edge node: 0 to 255 and round again, over all its messages but commands and NDEATH (Sparkplug 3.0.0
 * §6.4.1).
 */
final class SequenceNumbers {

    private static final int LAST = 255;
    private static final long UNKNOWN = -1;

    private long last = UNKNOWN;
    private long lastFingerprint;

    /** A birth begins anew with its own number. */
    void restart(Arrival birth) {
        note(birth);
    }

    /** Nothing is expected any more. */
    void forget() {
        last = UNKNOWN;
    }

    /**
     * Takes the number of a message.
     *
     * <p>What comes again is nothing new: the same message twice, or one that is sent again after others that came through.
     *
     * @return whether a message before it is missing
     */
    boolean gapBefore(Arrival message) {
        if (message.seq() == null || message.seq() == last && message.fingerprint() == lastFingerprint) {
            return false;
        }
        boolean inTurn = last == UNKNOWN || message.seq() == (last == LAST ? 0 : last + 1);
        if (!inTurn && message.duplicate()) {
            return false;
        }
        note(message);
        return !inTurn || last == UNKNOWN;
    }

    private void note(Arrival message) {
        boolean possible = message.seq() != null && message.seq() >= 0 && message.seq() <= LAST;
        last = possible ? message.seq() : UNKNOWN;
        lastFingerprint = message.fingerprint();
    }
}
