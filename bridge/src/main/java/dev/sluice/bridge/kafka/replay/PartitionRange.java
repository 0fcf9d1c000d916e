package dev.sluice.bridge.kafka.replay;

/** The records of one partition from {@code begin} up to and without {@code end}. */
public record PartitionRange(int partition, long begin, long end) {

    public PartitionRange from(long offset) {
        return new PartitionRange(partition, Math.min(end, Math.max(begin, offset)), end);
    }
}
