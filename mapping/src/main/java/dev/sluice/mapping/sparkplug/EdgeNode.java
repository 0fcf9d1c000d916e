package dev.sluice.mapping.sparkplug;

import java.util.HashMap;
import java.util.Map;

/**
 * What is remembered of one edge node. Guarded by itself: whoever calls holds its lock.
 *
 * <p>A death takes nothing away but the belief that the certificate is current: data that comes after it is read with the last one,
 * since a device that reconnects sends again what was not acknowledged before it gives birth.
 */
final class EdgeNode {

    private static final int MOST_DOUBLINGS = 6;
    private static final int BYTES_OF_NOBODY = 500;

    private static final class Born {
        private Certificate certificate;
        private boolean online;
    }

    final EdgeName name;

    private final Born self = new Born();
    private final Map<String, Born> devices = new HashMap<>();
    private final SequenceNumbers sequence = new SequenceNumbers();
    private Long bdSeq;
    private long birthFingerprint;
    private int metrics;
    private long bytes = BYTES_OF_NOBODY;

    private int unansweredRequests;
    private boolean asked;
    private long lastRequest;
    /** It should have been asked, but not so soon. */
    private boolean requestOwed;

    private boolean forgotten;
    private volatile long heard;

    EdgeNode(EdgeName name) {
        this.name = name;
    }

    /** The last birth of the node, or of its device; null if there was none. */
    Certificate certificate(String device) {
        var born = device == null ? self : devices.get(device);
        return born == null ? null : born.certificate;
    }

    /** Any message but a birth or death of the node: is one missing before it? */
    boolean gapBefore(Arrival message) {
        return sequence.gapBefore(message);
    }

    /** Whether the births that the message relies on are there and current. */
    boolean isBorn(String device) {
        var born = device == null ? self : devices.get(device);
        return self.online && born != null && born.online;
    }

    /** A new life: nothing of the old one counts. The same birth sent again changes nothing. */
    void born(Certificate certificate, Long bdSeq, Arrival birth) {
        if (birth.duplicate() && self.online && birth.fingerprint() == birthFingerprint) {
            return;
        }
        devices.clear();
        self.certificate = certificate;
        self.online = true;
        this.bdSeq = bdSeq;
        metrics = certificate.metrics();
        bytes = BYTES_OF_NOBODY + certificate.bytes();
        birthFingerprint = birth.fingerprint();
        sequence.restart(birth);
        unansweredRequests = 0;
        requestOwed = false;
    }

    /** @return false when the node has too many metrics with this device: then it stays as it was */
    boolean deviceBorn(String device, Certificate certificate, int mostMetrics) {
        var old = devices.get(device);
        int now = metrics + 1 + certificate.metrics() - (old == null ? 0 : 1 + old.certificate.metrics());
        if (now > mostMetrics) {
            return false;
        }
        metrics = now;
        bytes += certificate.bytes() + (old == null ? device.length() : -old.certificate.bytes());
        var born = devices.computeIfAbsent(device, unknown -> new Born());
        born.certificate = certificate;
        born.online = true;
        return true;
    }

    /** A will can come after the next birth: then its bdSeq is that of the life before. */
    void died(Long bdSeq) {
        if (bdSeq == null || this.bdSeq == null || bdSeq.equals(this.bdSeq)) {
            self.online = false;
            devices.values().forEach(device -> device.online = false);
            sequence.forget();
        }
    }

    void deviceDied(String device) {
        var born = devices.get(device);
        if (born != null) {
            born.online = false;
        }
    }

    /**
     * Whether it is to be asked now to be born again, and notes that it is.
     *
     * @param wanted whether there is a reason just now; one that came too soon is not forgotten
     */
    boolean isToBeAsked(boolean wanted, long now, long pauseNanos) {
        requestOwed |= wanted;
        int doublings = Math.min(Math.max(unansweredRequests - 1, 0), MOST_DOUBLINGS);
        if (!requestOwed || asked && now - lastRequest < pauseNanos << doublings) {
            return false;
        }
        requestOwed = false;
        asked = true;
        unansweredRequests++;
        lastRequest = now;
        return true;
    }

    boolean isOnline() {
        return self.online;
    }

    long bytes() {
        return bytes;
    }

    void forget() {
        forgotten = true;
    }

    /** Whether it is no longer the one that goes by its name. */
    boolean isForgotten() {
        return forgotten;
    }

    void heard(long now) {
        heard = now;
    }

    /** When it was heard last; without its lock. */
    long heard() {
        return heard;
    }
}
