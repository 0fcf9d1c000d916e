package dev.sluice.broker.audit;

import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.ConnectedDevice;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who came and went, who was not let in, and what was denied, and counts denials. Any thread.
 *
 * <p>The lines go to a logger of their own, {@value #LOGGER}. They hold no password, no payload and no token; of what a device only says of itself nothing
 * but the client id, as devices are known that send their token as user name.
 */
public final class AuditLog {

    public static final String LOGGER = "dev.sluice.audit";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    private final LineBudget budget;
    private final Map<Denial, LongAdder> denials = new EnumMap<>(Denial.class);

    public AuditLog(Clock clock) {
        budget = new LineBudget(clock);
        for (var kind : Denial.values()) {
            denials.put(kind, new LongAdder());
        }
    }

    /** @param sessionGoesOn whether the device finds what an earlier connection left */
    public void connected(ConnectedDevice device, Identity who, boolean sessionGoesOn) {
        if (isDue(device.clientId())) {
            LOG.info(
                    "{}",
                    line("connect", device, who)
                            .with("protocol", device.protocolLevel())
                            .with("session", sessionGoesOn ? SessionState.RESUMED : SessionState.NEW));
        }
    }

    /** @param why null where the connection broke or the device closed it */
    public void disconnected(ConnectedDevice device, Identity who, boolean saidFarewell, CloseReason why) {
        if (isDue(device.clientId())) {
            var line = line("disconnect", device, who);
            LOG.info("{}", why != null ? line.with("reason", why) : line.with("reason", Ending.of(saidFarewell)));
        }
    }

    /** A device was not let in. Whoever it is, its address is where it comes from. */
    public void refused(ConnectedDevice device, Refusal why) {
        if (LOG.isWarnEnabled() && isDue(budget.askForStranger(host(device.remoteAddress())))) {
            LOG.warn(
                    "{}",
                    new AuditLine("refuse")
                            .with("reason", why)
                            .with("client", device.clientId())
                            .with("from", device.remoteAddress()));
        }
    }

    /** @param topic or topic filter; null where it is not about one */
    public void denied(Denial what, ConnectedDevice device, Identity who, String topic) {
        denials.get(what).increment();
        if (isDue(device.clientId())) {
            var line = line("deny", device, who).with("kind", what);
            LOG.warn("{}", topic == null ? line : line.with("topic", topic));
        }
    }

    public long denials(Denial kind) {
        return denials.get(kind).sum();
    }

    private boolean isDue(String device) {
        return LOG.isWarnEnabled() && isDue(budget.ask(device));
    }

    private static boolean isDue(LineBudget.Answer answer) {
        if (answer.leftOut() > 0) {
            LOG.warn("{}", new AuditLine("left-out").with("lines", answer.leftOut()));
        }
        return answer.mayWrite();
    }

    private static AuditLine line(String event, ConnectedDevice device, Identity who) {
        var line = new AuditLine(event).with("client", device.clientId());
        who.user().ifPresent(user -> line.with("user", user));
        return line.with("from", device.remoteAddress());
    }

    /** Without the port, which is another one each time. */
    private static String host(String remoteAddress) {
        int colon = remoteAddress.lastIndexOf(':');
        return colon < 0 ? remoteAddress : remoteAddress.substring(0, colon);
    }

    private enum SessionState {
        NEW,
        RESUMED
    }

    private enum Ending {
        FAREWELL,
        LOST;

        static Ending of(boolean saidFarewell) {
            return saidFarewell ? FAREWELL : LOST;
        }
    }
}
