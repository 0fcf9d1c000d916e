package dev.sluice.simulator.endtoend;

import dev.sluice.simulator.decode.Decoded;
import dev.sluice.simulator.decode.ValueDecoder;
import dev.sluice.simulator.readback.KafkaAwayException;
import dev.sluice.simulator.readback.KafkaLoginException;
import dev.sluice.simulator.readback.StoredRecord;
import dev.sluice.simulator.readback.Tail;
import dev.sluice.simulator.run.Arrivals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Times messages from the moment that they name themselves to the moment when a consumer has them in hand.
 *
 * <p>Both moments are of wall clocks, in milliseconds; with devices and consumer in one process, of the same one. Messages from before the run, and from
 * the future, where devices' clocks are made to err, are left out. Where many arrive, one in ten is decoded and counts for ten, so that
 * looking on does not cost more than what is looked at.
 */
public final class EndToEnd implements Arrivals, AutoCloseable {

    private static final long LONGEST_MICROS = 3_600_000_000L;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long RETRY_MILLIS = 500;
    /** What was acknowledged is in Kafka, or a pipeline of somebody else's takes it there. */
    private static final long QUIET_MILLIS = 1_000;
    /** Of one second; of those beyond, one in {@value #ONE_IN} is decoded. */
    private static final long ALL_UP_TO = 20_000;

    private static final int ONE_IN = 10;
    /** The thread may be asking a Kafka that does not answer; what it knows is known by now, and it ends with the process. */
    private static final long FAREWELL_MILLIS = 3_000;

    private static final long CLOCKS_DIFFER_MILLIS = 5;

    private final Tail tail;
    private final ValueDecoder decoder;
    private final String timeField;
    private final LongSupplier epochMillis;
    private final SingleWriterRecorder recorder = new SingleWriterRecorder(LONGEST_MICROS, 3);
    private final AtomicLong arrived = new AtomicLong();
    private final CountDownLatch firstLook = new CountDownLatch(1);
    private volatile KafkaLoginException refused;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "end-to-end");

    // of the thread
    private long startedMillis;
    private long second;
    private long inSecond;

    // guarded by this
    private final List<String> warnings = new ArrayList<>();
    private String unreadable;
    private long unreadableCount;
    private long outsideCount;
    private String unreachable;
    private long awaySinceMillis;
    private long answeredMillis;
    private long lastArrivalMillis;
    private long waitingSinceMillis;
    private Histogram reused;

    /**
     * @param tail closed in the end
     * @param decoder finds device, number and the other fields of a value
     * @param timeField the field with a message's own time: a number since the epoch, of seconds to nanoseconds, or ISO 8601
     */
    public EndToEnd(Tail tail, ValueDecoder decoder, String timeField) {
        this(tail, decoder, timeField, System::currentTimeMillis);
    }

    EndToEnd(Tail tail, ValueDecoder decoder, String timeField, LongSupplier epochMillis) {
        this.tail = tail;
        this.decoder = decoder;
        this.timeField = timeField;
        this.epochMillis = epochMillis;
        thread.setDaemon(true);
    }

    /**
     * Begins to look, and waits until it is known where topics end now, but no longer than {@code longest}.
     *
     * @throws KafkaLoginException when Kafka has been found and does not let us in, which waiting does not change
     */
    public void start(Duration longest) throws InterruptedException, KafkaLoginException {
        startedMillis = epochMillis.getAsLong();
        answeredMillis = startedMillis;
        thread.start();
        firstLook.await(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (refused != null) {
            throw refused;
        }
    }

    /** Adds what was timed since the last call, in microseconds: the source that {@code RunMeasures} asks for. */
    @Override
    public void accept(Histogram histogram) {
        reused = recorder.getIntervalHistogram(reused);
        histogram.add(reused);
    }

    /** Messages that have arrived so far, whether or not they could be timed. */
    public long arrived() {
        return arrived.get();
    }

    /**
     * So many have arrived, or no more is to be expected: Kafka is away, or has answered after a second in which nothing arrived. Of the first call on
     * it counts as waited for.
     */
    @Override
    public synchronized boolean allIn(long messages) {
        if (waitingSinceMillis == 0) {
            waitingSinceMillis = epochMillis.getAsLong();
        }
        long quietSince = Math.max(waitingSinceMillis, lastArrivalMillis);
        boolean nobodyLooks = awaySinceMillis != 0 || !thread.isAlive();
        return arrived.get() >= messages || nobodyLooks || answeredMillis - quietSince >= QUIET_MILLIS;
    }

    /** What could not be measured, and why, for the report; empty when all could. */
    public synchronized List<String> warnings() {
        List<String> all = new ArrayList<>(warnings);
        if (awaySinceMillis != 0) {
            all.add(away() + "; the run ended before it was back.");
        }
        if (unreadableCount > 0) {
            all.add(unreadableCount
                    + " records of Kafka have no latency, because they cannot be understood; the first: " + unreadable
                    + ".");
        }
        if (outsideCount > 0) {
            all.add(outsideCount
                    + " records of Kafka have no latency, because their own time is before the run or in the future.");
        }
        return all;
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(FAREWELL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (tail) {
            while (stop.getCount() > 0) {
                try {
                    long asked = epochMillis.getAsLong();
                    if (tail.poll(POLL, this::arrived)) {
                        answered(asked);
                    }
                    firstLook.countDown();
                } catch (KafkaAwayException e) {
                    gone(e.getMessage());
                    if (e instanceof KafkaLoginException login && firstLook.getCount() > 0) {
                        refused = login;
                    }
                    firstLook.countDown();
                    stop.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            synchronized (this) {
                warnings.add("Latency into Kafka was measured only at first: " + e.getMessage());
            }
            firstLook.countDown();
        }
    }

    private void arrived(StoredRecord record) {
        long now = epochMillis.getAsLong();
        synchronized (this) {
            lastArrivalMillis = now;
        }
        if (now / 1_000 != second) {
            second = now / 1_000;
            inSecond = 0;
        }
        inSecond++;
        boolean many = inSecond > ALL_UP_TO;
        if (!many || inSecond % ONE_IN == 0) {
            decoder.decode(record.value())
                    .<Void>fold(
                            reading -> time(reading, now, many ? ONE_IN : 1), failed -> unreadable(failed.reason()));
        }
        arrived.incrementAndGet();
    }

    private Void time(Decoded.Reading reading, long now, int countsFor) {
        Optional<Object> field = reading.field().apply(timeField);
        OptionalLong own = field.isPresent() ? MessageTime.millis(field.get()) : OptionalLong.empty();
        if (own.isEmpty()) {
            return unreadable(
                    field.isPresent()
                            ? "its \"" + timeField + "\" is no moment"
                            : "it has no field \"" + timeField + "\"");
        }
        long millis = now - own.getAsLong();
        if (own.getAsLong() < startedMillis || millis < -CLOCKS_DIFFER_MILLIS) {
            synchronized (this) {
                outsideCount++;
            }
        } else {
            recorder.recordValueWithCount(Math.min(LONGEST_MICROS, Math.max(0, millis) * 1_000), countsFor);
        }
        return null;
    }

    private synchronized Void unreadable(String reason) {
        unreadableCount++;
        unreadable = unreadable == null ? reason : unreadable;
        return null;
    }

    /** It is noticed late that Kafka is away, so it counts from when it was last there. */
    private synchronized void gone(String why) {
        if (awaySinceMillis == 0) {
            awaySinceMillis = answeredMillis;
            unreachable = why;
        }
    }

    private synchronized void answered(long askedMillis) {
        answeredMillis = askedMillis;
        if (awaySinceMillis != 0) {
            warnings.add(away() + ", for " + Math.max(1, (epochMillis.getAsLong() - awaySinceMillis) / 1_000) + " s.");
            awaySinceMillis = 0;
        }
    }

    private String away() {
        long after = Math.max(0, awaySinceMillis - startedMillis) / 1_000;
        return "From second " + after + " on latency into Kafka could not be measured (" + unreachable + ")";
    }
}
