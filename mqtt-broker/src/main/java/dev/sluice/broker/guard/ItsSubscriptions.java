package dev.sluice.broker.guard;

import dev.sluice.broker.moquette.LocalBroker;

/** What one client subscribes to at this moment. Any thread. */
record ItsSubscriptions(LocalBroker local, String clientId) {

    /** @param filter as in SUBSCRIBE */
    boolean has(String filter) {
        return local.isSubscribed(clientId, filter);
    }

    int count() {
        return local.subscriptionsOf(clientId);
    }
}
