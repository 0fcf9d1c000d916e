package dev.sluice.simulator.fleet;

import dev.sluice.simulator.ledger.DeviceLog;
import dev.sluice.simulator.telemetry.DeviceMessages;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The application on one device: which message comes next and when, and what became of the earlier ones. Belongs to its shard's thread.
 *
 * <p>It keeps no payload: a message is a function of its number and of the time it was first sent. Of a message that is due and cannot leave it
 * keeps the moment at which it was due, no more.
 */
public final class Device {

    private final DevicePlan plan;
    private final DeviceLog log;
    private final Shard shard;
    private final boolean paced;
    private final DueWheel.Timer timer;
    private final AtomicInteger unanswerable = new AtomicInteger();
    private DeviceLink link;
    private int nextSeq;
    private final Backlog backlog = new Backlog();

    /** The first arrival that is not in the backlog, by its process and at the tick that lets it go. */
    private long arrivalNanos;

    private long dueNanos;

    Device(DevicePlan plan, Shard shard) {
        this.plan = plan;
        this.log = new DeviceLog(plan.name().device());
        this.shard = shard;
        this.paced = plan.arrivals() != Arrivals.UNPACED;
        this.timer = new DueWheel.Timer(this::arrive);
    }

    /** Its client id. */
    public String name() {
        return plan.name().device();
    }

    public int index() {
        return plan.name().index();
    }

    public DevicePlan plan() {
        return plan;
    }

    public DeviceMessages messages() {
        return plan.messages();
    }

    /** Whether {@link #takeNext} may be called now. The link is woken when that becomes so by itself. */
    public boolean isDue() {
        return shard.mayPublish() && nextSeq < plan.quota() && (!paced || backlog.size() > 0);
    }

    /** Number of the next new message. */
    public int nextSeq() {
        return nextSeq;
    }

    /**
     * Takes the next new message; it counts as sent from here on.
     *
     * @return the moment at which it was due, {@code System.nanoTime()}; now, where there is no schedule
     */
    public long takeNext(long nowNanos) {
        boolean full = backlog.isFull();
        long due = nowNanos;
        if (paced) {
            due = backlog.take();
        } else {
            shard.meter().due(1, nowNanos);
        }
        int seq = nextSeq++;
        if (messages().qos(seq) == 0) {
            unanswerable.lazySet(unanswerable.getPlain() + 1);
            shard.meter().unanswerable(due);
        }
        log.sent(seq);
        shard.meter().sent(due, nowNanos);
        if (full) {
            shard.wheel().set(timer, dueNanos);
        }
        return due;
    }

    /**
     * The broker took responsibility for {@code seq}.
     *
     * @param dueNanos what {@link #takeNext} said
     * @param firstSentNanos when it was first sent, {@code System.nanoTime()}
     */
    public void acknowledged(int seq, long dueNanos, long firstSentNanos, long nowNanos) {
        shard.acknowledged(dueNanos, firstSentNanos, nowNanos);
        log.acknowledged(seq); // last: whoever sees it in the books finds it measured
    }

    /**
     * The broker refused {@code seq} for good; it is neither acknowledged nor repeated.
     *
     * @param reason such as {@code 0x97 quota exceeded}
     */
    public void refused(int seq, String reason) {
        shard.refused("message " + seq + " of " + name(), reason);
    }

    EventExecutor executor() {
        return shard.executor();
    }

    void use(DeviceLink newLink) {
        link = newLink;
    }

    /** The line that it uses. */
    public DeviceLink link() {
        return link;
    }

    /** From now on messages become due. */
    void begin(long runStartNanos, long ownStartNanos) {
        if (paced) {
            plan.arrivals().begin(runStartNanos);
            schedule(ownStartNanos);
            shard.wheel().set(timer, dueNanos);
        } else {
            link.wake();
        }
    }

    private void schedule(long previousNanos) {
        arrivalNanos = plan.arrivals().nextNanos(previousNanos);
        dueNanos = shard.wheel().roundUp(arrivalNanos);
    }

    private void arrive() {
        long now = shard.wheel().nowNanos();
        int arrived = 0;
        int left = plan.quota() - nextSeq - backlog.size();
        while (arrived < left && dueNanos - now <= 0 && !backlog.isFull()) {
            backlog.add(dueNanos);
            shard.meter().due(1, dueNanos);
            schedule(arrivalNanos);
            arrived++;
        }
        if (arrived < left && !backlog.isFull()) {
            shard.wheel().set(timer, dueNanos);
        }
        link.wake();
    }

    /** Messages that are due and have not left. */
    int backlog() {
        return backlog.size();
    }

    boolean isDone() {
        return log.sentCount() >= plan.quota();
    }

    /** Messages sent at QoS 0; any thread. */
    int unanswerable() {
        return unanswerable.getAcquire();
    }

    DeviceLog log() {
        return log;
    }
}
