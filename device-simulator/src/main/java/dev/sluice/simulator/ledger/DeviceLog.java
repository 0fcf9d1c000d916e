package dev.sluice.simulator.ledger;

import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * What one device has sent and been told, while it runs.
 *
 * <p>Written by the thread that owns the device only; readable from any, who may see it a little late but never sees an
 * acknowledgement that did not happen. Acknowledgements come in order nearly always, so one number stands for them; what
 * comes ahead of its turn waits in a set.
 */
public final class DeviceLog {

    private final String device;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger acknowledgedBelow = new AtomicInteger();
    private final ConcurrentSkipListSet<Integer> acknowledgedAhead = new ConcurrentSkipListSet<>();
    private boolean someAhead;

    public DeviceLog(String device) {
        this.device = device;
    }

    public String device() {
        return device;
    }

    /** Message {@code seq}, which must be the next one, is about to leave for the first time. */
    public void sent(int seq) {
        assert seq == sent.getPlain() : seq + " is not next after " + sent;
        sent.setRelease(seq + 1);
    }

    /** The device was told that {@code seq} is safe. Being told again changes nothing. */
    public void acknowledged(int seq) {
        int below = acknowledgedBelow.getPlain();
        if (seq == below) {
            int next = seq + 1;
            if (someAhead) {
                while (acknowledgedAhead.contains(next)) {
                    next++;
                }
            }
            acknowledgedBelow.setRelease(next);
            if (someAhead) {
                acknowledgedAhead.headSet(next).clear();
                someAhead = !acknowledgedAhead.isEmpty();
            }
        } else if (seq > below) {
            acknowledgedAhead.add(seq);
            someAhead = true;
        }
    }

    public int sentCount() {
        return sent.getAcquire();
    }

    /** Read in this order, a number that moves from one place to the other is missed for a moment rather than counted twice. */
    public int acknowledgedCount() {
        int below = acknowledgedBelow.getAcquire();
        return below + acknowledgedAhead.size();
    }

    /** A copy; read in this order, no acknowledgement is missed and none is ahead of its sending. */
    public LedgerEntry entry() {
        int[] ahead = acknowledgedAhead.stream().mapToInt(Integer::intValue).toArray();
        int below = acknowledgedBelow.getAcquire();
        SeqRanges acknowledged = ahead.length == 0
                ? SeqRanges.below(below)
                : SeqRanges.of(IntStream.concat(
                        IntStream.range(0, below), IntStream.of(ahead).filter(seq -> seq >= below)));
        return new LedgerEntry(device, SeqRanges.below(sentCount()), acknowledged);
    }
}
