package dev.sluice.sandbox.audit;

/**
 * How often Kafka may hold a message that was acknowledged, after a fault of each kind: what docs/delivery.md says, and what every campaign is
 * held to. Never not at all.
 */
final class Promise {

    private Promise() {}

    /** Whether it may be there more than once; else exactly once, for a reader of committed records. */
    static boolean mayDuplicate(FaultKind kind, Contract contract, int qos) {
        if (qos == 2 && contract.exactlyOnce()) {
            return false;
        }
        // Receive state lives as long as the process, and an acknowledgement that was lost on its way answers for
        // nothing.
        return kind.endsTheBridge() || qos == 1 && kind.endsConnections();
    }
}
