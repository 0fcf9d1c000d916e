package dev.sluice.broker.guard;

import dev.sluice.broker.access.LiveAccess;
import dev.sluice.broker.audit.AuditLog;
import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.limit.Census;
import dev.sluice.broker.limit.LimitCounts;
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
        LiveAccess access,
        AuditLog audit,
        GuardLimits limits,
        PacketLimits packetLimits,
        Census users,
        ConnectionAge age) {

    /** @param bounds what devices may cost; {@code counts} hears when that is reached */
    public GuardServices(
            Connections connections,
            DeviceSessions sessions,
            Wills wills,
            LocalBroker local,
            Ingest ingest,
            LiveAccess access,
            AuditLog audit,
            GuardLimits limits,
            BrokerLimits bounds,
            LimitCounts counts) {
        this(
                connections,
                sessions,
                wills,
                local,
                ingest,
                access,
                audit,
                limits,
                new PacketLimits(bounds, counts),
                new Census(bounds.connectionsPerUser()),
                new ConnectionAge(bounds.connectionAge()));
    }
}
