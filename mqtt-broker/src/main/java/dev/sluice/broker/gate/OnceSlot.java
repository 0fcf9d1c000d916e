package dev.sluice.broker.gate;

import dev.sluice.broker.publish.Fingerprint;
import dev.sluice.broker.publish.ReceivedPublish;
import dev.sluice.broker.publish.Settlement;
import dev.sluice.broker.session.Unanswered;

/**
 * A QoS 1 PUBLISH that waits for its PUBACK.
 *
 * <p>It keeps what a resend is compared with, and pays for that only where it costs nothing: of a small message topic and payload, which are there
 * anyhow and go with the answer; of a large one the fingerprint, so that Kafka's absence does not fill the memory with payloads. When the
 * connection ends, a fingerprint is all that stays.
 */
final class OnceSlot extends Slot implements Unanswered {

    private static final int SMALL_BYTES = 512;

    private final String eventId;
    private String topic;
    private byte[] payload;
    /** Null as long as there is a payload. */
    private Fingerprint fingerprint;

    OnceSlot(AckGate gate, ReceivedPublish publish, long arrivedNanos) {
        super(gate, publish.packetId(), arrivedNanos);
        eventId = publish.eventId();
        if (!publish.retained() && publish.topic().length() + publish.payload().length <= SMALL_BYTES) {
            topic = publish.topic();
            payload = publish.payload();
        } else {
            fingerprint = Fingerprint.of(publish.topic(), publish.payload(), publish.retained());
        }
    }

    @Override
    public String eventId() {
        return eventId;
    }

    /** Event loop of its connection, or whoever the session hands it to. */
    @Override
    public Fingerprint fingerprint() {
        if (fingerprint == null) {
            fingerprint = Fingerprint.of(topic, payload, false);
            topic = null;
            payload = null;
        }
        return fingerprint;
    }

    @Override
    public Settlement fate() {
        return settlement();
    }

    @Override
    void giveUp(Settlement how) {
        settle(how);
    }
}
