package dev.sluice.broker.guard;

import dev.sluice.broker.access.AccessControl;
import dev.sluice.broker.moquette.LocalBroker;
import dev.sluice.broker.publish.Ingest;
import dev.sluice.broker.session.DeviceSessions;
import dev.sluice.broker.will.Wills;

/** What every guard of a broker shares. */
public record GuardServices(
        Connections connections,
        DeviceSessions sessions,
        Wills wills,
        LocalBroker local,
        Ingest ingest,
        AccessControl access,
        GuardLimits limits) {}
