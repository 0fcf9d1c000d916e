package dev.sluice.bridge.spool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what earlier processes have left in the journal. Everything is read once and nothing kept in memory but what a {@link Segment} knows. */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final SegmentSupply supply;
    private final Progress progress;
    private final Room room;
    private final SpoolNumbers numbers;
    private long nextSequence = 1;

    Recovery(SegmentSupply supply, Progress progress, Room room, SpoolNumbers numbers) {
        this.supply = supply;
        this.progress = progress;
        this.room = room;
        this.numbers = numbers;
    }

    /** Returns the sequence number that the next record gets. */
    long run(Iterable<SegmentFolder> folders) throws IOException {
        Set<Long> kept = new HashSet<>();
        List<Segment> found = new ArrayList<>();
        for (var folder : folders) {
            var segment = read(folder);
            if (segment == null) {
                SegmentFolder.delete(folder.path());
            } else {
                found.add(segment);
                kept.add(folder.number());
            }
        }
        found.sort(Comparator.comparingLong(segment -> segment.firstSequence));
        supply.segments().addAll(found);
        progress.keepOnly(kept);
        return nextSequence;
    }

    /** Null if there is nothing to send in it. */
    private Segment read(SegmentFolder folder) throws IOException {
        var gone = progress.gone(folder.number());
        var reader = new SegmentReader(folder.path(), supply.sealOf(folder));
        var reading = new Reading(folder, gone);
        reader.read(reading);
        reader.trim();
        if (reading.torn > 0) {
            LOG.warn(
                    "{} records in {} are torn: a process that was killed had begun to write them and not acknowledged them, unless the"
                            + " disk is damaged.",
                    reading.torn,
                    folder.path());
        }
        var segment = reading.segment;
        if (segment == null || segment.live == 0) {
            return null;
        }
        segment.diskBytes = folder.bytes();
        segment.unbooked = gone != null;
        return segment;
    }

    private final class Reading implements SegmentReader.Visitor {

        private final SegmentFolder folder;
        private final Progress.Gone gone;
        private Segment segment;
        private int torn;

        Reading(SegmentFolder folder, Progress.Gone gone) {
            this.folder = folder;
            this.gone = gone;
        }

        @Override
        public boolean wants(long sequence) {
            nextSequence = Math.max(nextSequence, sequence + 1);
            boolean isGone = gone != null
                    && sequence >= gone.firstSequence()
                    && gone.bits().get((int) (sequence - gone.firstSequence()));
            return !isGone;
        }

        @Override
        public void record(long sequence, Spooled record) {
            if (segment == null) {
                segment = new Segment(
                        gone == null ? sequence : gone.firstSequence(), folder, supply.sealOf(folder), null);
                if (gone != null) {
                    segment.gone.or(gone.bits());
                }
            }
            record.segment = segment;
            segment.taken = segment.index(sequence) + 1;
            segment.appended = segment.taken;
            segment.comes(record);
            segment.becomesAbsent(record);
            numbers.came(record);
            room.had(record.device, record.size);
        }

        @Override
        public void unreadable(long sequence) {
            torn++;
        }
    }
}
