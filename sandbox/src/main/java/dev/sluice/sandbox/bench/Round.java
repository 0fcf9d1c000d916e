package dev.sluice.sandbox.bench;

import java.time.Duration;

/**
 * One round: both sides, one after the other.
 *
 * @param raw ProducerPerformance
 * @param messages of either side
 * @param rawKafka Kafka's CPU time meanwhile
 * @param devices Sluice as its devices saw it
 * @param warmPerSecond what reached Kafka from them, without the first ones
 * @param bridge the bridge's CPU time meanwhile
 * @param bridgeThreads the same by thread
 * @param kafka Kafka's CPU time meanwhile
 * @param stored by how many records Kafka's topics grew
 * @param others part of the machine's CPU that other programs took, 0 to 1, over both sides
 * @param loadAverage at the end
 */
record Round(
        RawProducer.Result raw,
        long messages,
        Duration rawKafka,
        Devices.Result devices,
        double warmPerSecond,
        Duration bridge,
        ThreadTimes bridgeThreads,
        Duration kafka,
        long stored,
        double others,
        double loadAverage) {

    double ratio() {
        return devices.perSecond() / raw.recordsPerSecond();
    }

    double warmRatio() {
        return warmPerSecond / raw.warmPerSecond();
    }

    double bridgeMicros() {
        return micros(bridge);
    }

    double kafkaMicros() {
        return micros(kafka);
    }

    double devicesMicros() {
        return micros(devices.cpu());
    }

    double threadMicros(ThreadTimes.Work work) {
        return micros(bridgeThreads.of(work));
    }

    double rawMicros() {
        return raw.cpu().toNanos() / 1e3 / messages;
    }

    double rawKafkaMicros() {
        return rawKafka.toNanos() / 1e3 / messages;
    }

    /** Kafka holds as many records more as devices were told it does. */
    boolean isHonest() {
        return stored == devices.acknowledged() && devices.acknowledged() > 0;
    }

    private double micros(Duration cpu) {
        return cpu.toNanos() / 1e3 / Math.max(1, devices.acknowledged());
    }
}
