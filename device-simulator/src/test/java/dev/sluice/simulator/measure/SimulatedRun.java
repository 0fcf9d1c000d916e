package dev.sluice.simulator.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * A run that never was, the same each time: 500 devices and 2,000 messages a second for two minutes. After 40 s the broker stands still for three
 * seconds; after 80 s a fifth of the devices drop their connections at once.
 */
public final class SimulatedRun {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final int SECONDS = 120;
    private static final int RATE = 2_000;
    private static final int STALL = 40;
    private static final int STORM = 80;

    private final SplittableRandom random = new SplittableRandom(6);
    private final FakeHost host = new FakeHost();
    private final Meter meter = new Meter();
    private final Histogram arrived = LatencyCounts.empty();
    private final List<List<long[]>> acknowledged = new ArrayList<>();
    private long now;

    private SimulatedRun() {
        for (int second = 0; second <= SECONDS; second++) {
            acknowledged.add(new ArrayList<>());
        }
    }

    public static Measured measured() {
        return new SimulatedRun().run();
    }

    private Measured run() {
        RunMeasures measures = new RunMeasures(List.of(meter), this::takeArrived, host, () -> now);
        for (int second = 0; second < SECONDS; second++) {
            connections(second, measures);
            publish(second);
            acknowledged.get(second).forEach(this::acknowledged);
            for (int i = 0; i < 100; i++) {
                meter.loopLate((long) (Math.exp(random.nextGaussian() * 0.7) * 80_000));
            }
            host.cpuNanos += (long) (SECOND * (second < 3 ? 0.9 : 0.36 + 0.08 * random.nextDouble()));
            host.heapBytes = (90L + (second * 37) % 120) << 20;
            now += SECOND;
            measures.sample();
        }
        return measures.stop();
    }

    private void connections(int second, RunMeasures measures) {
        for (int i = 0; second < 5 && i < 100; i++) {
            meter.connected(false, (long) (3 * MILLI * Math.exp(random.nextGaussian() * 0.4)));
        }
        now += SECOND / 3;
        if (second == STALL) {
            measures.mark("broker-freeze", "the broker stands still for 3 s");
        }
        if (second == STORM) {
            measures.mark("reconnect-storm", "100 of 500 devices drop their connections at once");
            for (int i = 0; i < 100; i++) {
                meter.fault("drop");
                meter.cutOff();
            }
        }
        now -= SECOND / 3;
        int back = second == STORM + 1 ? 45 : second == STORM + 2 ? 40 : second == STORM + 4 ? 15 : 0;
        for (int i = 0; i < back; i++) {
            meter.connected(true, (long) (20 * MILLI * Math.exp(random.nextGaussian() * 0.8)));
            meter.repeated(3);
        }
        if (second > STORM && second < STORM + 4) {
            for (int i = 0; i < 12; i++) {
                meter.connectFailed("0x9f connection rate exceeded");
            }
        }
        if (second > STORM + 10 && second % 7 == 0) {
            meter.refused("0x97 quota exceeded");
        }
    }

    private void publish(int second) {
        for (int i = 0; i < RATE; i++) {
            long due = second * SECOND + i * (SECOND / RATE);
            meter.due(1, due);
            long sent = due + (long) (Math.exp(random.nextGaussian() * 0.5) * 60_000);
            long answer =
                    (long) ((1.1 + 0.4 * Math.sin(second / 9.0)) * MILLI * Math.exp(random.nextGaussian() * 0.55));
            if (second >= STALL && second < STALL + 3) {
                sent = second == STALL && i < 400 ? sent : (STALL + 3) * SECOND + i * 200_000L;
                answer += (STALL + 3) * SECOND - Math.min(sent, (STALL + 3) * SECOND) + random.nextInt(400) * MILLI;
            } else if (second >= STORM && second < STORM + 5 && i % 5 == 0) {
                sent = due + random.nextInt(1, 1_800) * MILLI;
            }
            meter.sent(due, sent);
            int when = (int) Math.min(SECONDS - 1, (sent + answer) / SECOND);
            acknowledged.get(when).add(new long[] {due, sent, sent + answer});
        }
    }

    /** Who can read from Kafka hears of it a little later than the device. */
    private void acknowledged(long[] message) {
        meter.acknowledged(message[0], message[1], message[2]);
        long later = (long) (3 * MILLI * Math.exp(random.nextGaussian() * 0.6));
        arrived.recordValue((message[2] + later - message[0]) / 1_000);
    }

    private void takeArrived(Histogram histogram) {
        histogram.add(arrived);
        arrived.reset();
    }
}
