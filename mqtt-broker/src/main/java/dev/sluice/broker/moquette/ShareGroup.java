package dev.sluice.broker.moquette;

import io.moquette.broker.subscriptions.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Those who share one subscription (MQTT 5.0 §4.8.2), and take turns. Changed by one thread at a time, read by any. */
final class ShareGroup {

    private volatile List<Subscription> members = List.of();
    private final AtomicInteger turn = new AtomicInteger();

    /** Replaces that of the same client; true if there was none. */
    boolean add(Subscription subscription) {
        var others = without(subscription.getClientId());
        boolean isNew = others.size() == members.size();
        others.add(subscription);
        members = List.copyOf(others);
        return isNew;
    }

    /** True if nobody is left. */
    boolean remove(String clientId) {
        members = List.copyOf(without(clientId));
        return members.isEmpty();
    }

    private List<Subscription> without(String clientId) {
        var others = new ArrayList<>(members);
        others.removeIf(member -> member.getClientId().equals(clientId));
        return others;
    }

    /** Whose turn it is. */
    Optional<Subscription> next() {
        var now = members;
        return now.isEmpty()
                ? Optional.empty()
                : Optional.of(now.get(Math.floorMod(turn.getAndIncrement(), now.size())));
    }
}
