package dev.sluice.broker.guard;

import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Rights;
import dev.sluice.broker.audit.Denial;
import dev.sluice.broker.moquette.LocalBroker;
import dev.sluice.broker.publish.ConnectedDevice;
import dev.sluice.broker.will.Will;

/** What the device of one connection may do at this moment. Event loop only. */
final class Permit {

    private static final String SHARE = "$share/";

    private final GuardServices services;
    private final Identity identity;
    private final ConnectedDevice device;
    private Rights rights;

    Permit(GuardServices services, ConnectedDevice device, Identity identity) {
        this.services = services;
        this.device = device;
        this.identity = identity;
        renew();
    }

    Identity identity() {
        return identity;
    }

    /** Other rules may be in force. */
    void renew() {
        rights = services.access().policy().of(identity);
    }

    boolean mayPublish(String topic) {
        return rights.mayPublish(topic) || denied(Denial.PUBLISH, topic);
    }

    boolean mayLeave(Will will) {
        return rights.mayPublish(will.topic()) || denied(Denial.WILL, will.topic());
    }

    /** Asked when the will is due, and the connection long gone: by the rules of that moment. Any thread. */
    boolean mayStillPublish(Will will) {
        return services.access().policy().of(identity).mayPublish(will.topic()) || denied(Denial.WILL, will.topic());
    }

    /** @param filter as in SUBSCRIBE */
    boolean maySubscribe(String filter) {
        return rights.maySubscribe(unshared(filter)) || denied(Denial.SUBSCRIBE, filter);
    }

    /** Ends the subscriptions that the device may not have, and throws away what waits for them. */
    void review(LocalBroker local) {
        if (rights != Rights.ALL) {
            var now = rights;
            local.review(
                    identity.clientId(),
                    filter -> now.maySubscribe(unshared(filter)),
                    filter -> denied(Denial.SUBSCRIPTION, filter));
        }
    }

    private static String unshared(String filter) {
        return filter.startsWith(SHARE) ? filter.substring(filter.indexOf('/', SHARE.length()) + 1) : filter;
    }

    /** The client id is another's: its session, or its connection. */
    void isAnothers() {
        denied(Denial.SESSION, null);
    }

    private boolean denied(Denial what, String topic) {
        services.audit().denied(what, device, identity, topic);
        return false;
    }
}
