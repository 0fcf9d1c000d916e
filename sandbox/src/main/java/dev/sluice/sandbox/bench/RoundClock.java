package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.kafka.KafkaProcess;
import dev.sluice.sandbox.machine.MachineClock;
import java.time.Duration;

/** The clocks that run beside a peer during its round: Kafka's, the machine's, the wall's. */
final class RoundClock {

    private final KafkaProcess kafka;
    private final Duration kafkaBefore;
    private final Duration busyBefore = MachineClock.busy();
    private final long begin = System.nanoTime();

    private RoundClock(KafkaProcess kafka) {
        this.kafka = kafka;
        this.kafkaBefore = kafka.cpuTime();
    }

    static RoundClock start(KafkaProcess kafka) {
        return new RoundClock(kafka);
    }

    /** CPU time of Kafka since the start. */
    Duration kafka() {
        return kafka.cpuTime().minus(kafkaBefore);
    }

    /**
     * Part of the machine's CPU since the start that other programs took, 0 to 1.
     *
     * @param ours what is known to be ours, without Kafka's
     */
    double others(Duration ours) {
        double all = (System.nanoTime() - begin) * (double) MachineClock.cores();
        Duration busy = MachineClock.busy().minus(busyBefore);
        return Math.max(0, busy.minus(ours).minus(kafka()).toNanos() / all);
    }
}
