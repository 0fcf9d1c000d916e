package dev.sluice.bridge.spool;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes segments anew of which most is gone, so that a few records that cannot leave do not hold the space of thousands. The drain's thread. */
final class Renewal {

    private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
    private static final int ROOM = 8 << 10;

    private final SegmentSupply supply;

    Renewal(SegmentSupply supply) {
        this.supply = supply;
    }

    /** Renews the segment that has most to give; false if none is worth it. */
    boolean renewSparsest() {
        Segment sparsest = null;
        for (var segment : supply.segments()) {
            boolean still = segment.sealed
                    && segment.taken == segment.appended
                    && (segment.writer == null || segment.writer.isClosed());
            if (still && spare(segment) > 0 && (sparsest == null || spare(segment) > spare(sparsest))) {
                sparsest = segment;
            }
        }
        if (sparsest == null) {
            return false;
        }
        try {
            renew(sparsest);
            return true;
        } catch (IOException notRenewed) {
            LOG.debug("a segment could not be renewed", notRenewed);
            return false;
        }
    }

    /** What renewing would give back, if that is at least half of it. */
    private static long spare(Segment segment) {
        return segment.liveBytes + ROOM <= segment.diskBytes / 2 ? segment.diskBytes - segment.liveBytes : 0;
    }

    private void renew(Segment segment) throws IOException {
        var renewed = segment.folder.renewed();
        var writer = supply.renewing(renewed, Math.toIntExact(segment.liveBytes + segment.liveBytes / 8 + ROOM));
        var failed = new boolean[1];
        new SegmentReader(segment.folder.path(), segment.seal).read(new SegmentReader.Visitor() {
            @Override
            public boolean wants(long sequence) {
                int index = segment.index(sequence);
                return index >= 0 && index < segment.taken && !segment.gone.get(index);
            }

            @Override
            public void record(long sequence, Spooled record) {
                var sealed = writer.sealed(sequence, RecordFormat.encode(record));
                failed[0] |= !writer.fits(sealed);
                if (!failed[0]) {
                    writer.append(sequence, sealed, new Quiet(failed));
                }
            }

            @Override
            public void unreadable(long sequence) {
                // the reader of the new one misses it
            }
        });
        writer.close();
        if (failed[0] || writer.hasFailed()) {
            SegmentFolder.delete(renewed.path());
            throw new IOException("the disk did not take it");
        }
        segment.folder = renewed.replace(segment.folder);
        segment.seal = supply.sealOf(segment.folder);
        segment.diskBytes = segment.folder.bytes();
    }

    private record Quiet(boolean[] failed) implements SegmentWriter.Written {

        @Override
        public void onDisk() {}

        @Override
        public void failed(String why) {
            failed[0] = true;
        }
    }
}
