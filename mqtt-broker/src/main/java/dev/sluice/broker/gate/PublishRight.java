package dev.sluice.broker.gate;

import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.ConnectedDevice;
import dev.sluice.broker.publish.ReceivedPublish;
import dev.sluice.broker.publish.RefusalReason;
import dev.sluice.broker.publish.Settlement;
import java.util.function.Predicate;

/**
 * Whether one device may publish what it publishes. Event loop only.
 *
 * <p>A message that is denied has its answer when it comes, and waits in its lane for the answers before it. An MQTT 5 device then hears 0x87 and
 * goes on. MQTT 3.1.1 has no such answer (§3.3.5): the connection ends there, and nothing that comes after it is taken, since it
 * could not be answered any more. QoS 0 has no answer in either: the message is gone.
 */
final class PublishRight {

    private static final Settlement REFUSED = new Settlement.Refused(RefusalReason.NOT_AUTHORIZED);
    private static final Settlement ENDED = new Settlement.Unsettled(CloseReason.NOT_AUTHORIZED);

    private final boolean hearsReasons;
    private final Predicate<String> mayPublish;
    private boolean ended;

    PublishRight(ConnectedDevice device, Predicate<String> mayPublish) {
        this.hearsReasons = device.hearsReasons();
        this.mayPublish = mayPublish;
    }

    boolean allows(ReceivedPublish publish) {
        boolean allowed = mayPublish.test(publish.topic());
        if (!allowed && publish.qos() > 0 && !hearsReasons) {
            ended = true;
        }
        return allowed;
    }

    /** Whether a message with an answer can be refused. */
    boolean hearsReasons() {
        return hearsReasons;
    }

    /** How a message is settled that is not allowed. */
    Settlement denial() {
        return hearsReasons ? REFUSED : ENDED;
    }

    /** Whether the connection only waits for the answers before the denial. */
    boolean hasEnded() {
        return ended;
    }
}
