package dev.sluice.broker.moquette;

import java.util.HashSet;
import java.util.Set;

/** How many messages one connection's device still takes before it has answered some (MQTT 5.0 §4.9). Event loop only. */
final class SendQuota {

    private int most = 65_535;
    private final Set<Integer> unanswered = new HashSet<>(0);

    /** @param receiveMaximum at least 1 */
    void atMost(int receiveMaximum) {
        most = receiveMaximum;
    }

    boolean isUsedUp() {
        return unanswered.size() >= most;
    }

    void sent(int packetId) {
        unanswered.add(packetId);
    }

    /** PUBACK, PUBCOMP, or a PUBREC that says no. */
    void answered(int packetId) {
        unanswered.remove(packetId);
    }
}
