package dev.sluice.bridge.spool;

import dev.sluice.mapping.rule.SpoolWhenFull;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes room when the journal is full: by what rules allow to be given up, and by writing segments anew of which most is gone. The drain's
 * thread, save {@link #wanted}.
 */
final class Eviction {

    private static final Logger LOG = LoggerFactory.getLogger(Eviction.class);
    private static final long FRUITLESS_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A device that has used its share gives up as much at a time. */
    private static final long OF_DEVICE = 256 << 10;

    private final SegmentSupply supply;
    private final Queues queues;
    private final Gone gone;
    private final Losses losses;
    private final Set<Wanted> wanted = ConcurrentHashMap.newKeySet();
    private final Renewal renewal;
    private volatile boolean roomWanted;
    private long fruitlessNanos = System.nanoTime() - FRUITLESS_NANOS;

    /** @param device 0 for any */
    private record Wanted(String rule, long device, SpoolWhenFull policy) {}

    /** A record is given up. */
    interface Gone {
        void accept(Spooled record, boolean wasInMemory);
    }

    /** What has to be done and counted elsewhere. */
    interface Losses {

        /** Records of a rule were given up for this reason. */
        void count(String rule, String reason, long records);

        /** The segment that is being written should end. */
        void endSegment();

        /** Whether nobody's record finds room, after what is over has been deleted. */
        boolean isFull();
    }

    Eviction(SegmentSupply supply, Queues queues, Gone gone, Losses losses) {
        this.supply = supply;
        this.queues = queues;
        this.gone = gone;
        this.losses = losses;
        this.renewal = new Renewal(supply);
    }

    /** Somebody's record did not find room. Any thread. */
    void wanted(String rule, SpoolWhenFull policy, long device) {
        roomWanted = true;
        if (policy == SpoolWhenFull.DROP_OLDEST || policy == SpoolWhenFull.KEEP_LATEST_PER_KEY) {
            wanted.add(new Wanted(rule, device, policy));
        }
    }

    void run() {
        if (!roomWanted) {
            return;
        }
        roomWanted = false;
        boolean mayTry = System.nanoTime() - fruitlessNanos > FRUITLESS_NANOS;
        boolean freed = false;
        for (var each : wanted) {
            wanted.remove(each);
            if (each.device != 0 || mayTry && losses.isFull()) {
                freed |= make(each);
            }
        }
        if (losses.isFull() && mayTry) {
            freed |= renewal.renewSparsest();
            if (!freed) {
                fruitlessNanos = System.nanoTime();
            }
        }
    }

    private boolean make(Wanted asked) {
        try {
            return asked.policy == SpoolWhenFull.DROP_OLDEST ? dropOldest(asked) : keepLatest(asked);
        } catch (IOException unreadable) {
            LOG.warn("The spool cannot make room: {}", unreadable.getMessage());
            return false;
        }
    }

    private boolean dropOldest(Wanted asked) throws IOException {
        for (var segment : supply.segments()) {
            if (!segment.liveByRule.containsKey(asked.rule)) {
                continue;
            }
            if (asked.device == 0 && !segment.sealed) {
                losses.endSegment(); // only a segment that has ended gives its space back
            }
            var budget = new long[] {asked.device == 0 ? Long.MAX_VALUE : OF_DEVICE};
            long dropped = giveUp(segment, record -> {
                boolean meant = record.rule.equals(asked.rule)
                        && (asked.device == 0 || record.device == asked.device)
                        && budget[0] > 0;
                budget[0] -= meant ? record.size : 0;
                return meant;
            });
            if (dropped > 0) {
                losses.count(asked.rule, "spool-drop-oldest", dropped);
                return true;
            }
        }
        return false;
    }

    private boolean keepLatest(Wanted asked) throws IOException {
        boolean any = false;
        for (var segment : supply.segments()) {
            if (!segment.liveByRule.containsKey(asked.rule)) {
                continue;
            }
            var latest = latest(segment);
            long dropped = giveUp(
                    segment,
                    record -> record.rule.equals(asked.rule)
                            && (latest.getOrDefault(record.key, -1L) > record.sequence
                                    || queues.hasNewer(record.key, record.sequence)
                                    || isAbsentAfter(segment, record.key)));
            if (dropped > 0) {
                losses.count(asked.rule, "spool-superseded", dropped);
                any = true;
                if (!segment.sealed) {
                    losses.endSegment();
                }
            }
        }
        return any;
    }

    /** The newest record of each key in a segment. */
    private Map<Long, Long> latest(Segment segment) throws IOException {
        Map<Long, Long> latest = new HashMap<>();
        forEachAbsent(segment, record -> latest.merge(record.key, record.sequence, Math::max));
        return latest;
    }

    private boolean isAbsentAfter(Segment segment, long key) {
        boolean after = false;
        for (var each : supply.segments()) {
            if (after && each.absentKeys.contains(key)) {
                return true;
            }
            after |= each == segment;
        }
        return false;
    }

    /** Gives up what is meant of a segment, except what is on its way to Kafka; returns how many that were. */
    private long giveUp(Segment segment, Predicate<Spooled> meant) throws IOException {
        var count = new long[1];
        queues.forEachWaiting(record -> {
            if (record.segment == segment && meant.test(record)) {
                gone.accept(record, true);
                count[0]++;
            }
        });
        if (segment.absent == 0) {
            return count[0];
        }
        var devices = new HashSet64();
        var keys = new HashSet64();
        var left = new int[1];
        forEachAbsent(segment, record -> {
            record.segment = segment;
            if (meant.test(record)) {
                gone.accept(record, false);
                count[0]++;
            } else {
                devices.add(record.device);
                keys.add(record.key);
                left[0]++;
            }
        });
        segment.absentAre(left[0], devices, keys);
        return count[0];
    }

    private static void forEachAbsent(Segment segment, Consumer<Spooled> action) throws IOException {
        if (segment.absent == 0) {
            return;
        }
        new SegmentReader(segment.folder.path(), segment.seal).read(new SegmentReader.Visitor() {
            @Override
            public boolean wants(long sequence) {
                return segment.isAbsent(sequence);
            }

            @Override
            public void record(long sequence, Spooled record) {
                action.accept(record);
            }

            @Override
            public void unreadable(long sequence) {
                // told when its turn comes
            }
        });
    }
}
