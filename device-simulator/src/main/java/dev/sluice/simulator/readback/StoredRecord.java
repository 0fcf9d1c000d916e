package dev.sluice.simulator.readback;

/**
 * A record as Kafka holds it.
 *
 * @param key may be null
 * @param value may be null
 * @param eventId value of header {@code mqtt.event-id}, or null
 * @param marked whether header {@code mqtt.dup} is there: the device said that it may be a repeat
 */
public record StoredRecord(
        String topic, int partition, long offset, byte[] key, byte[] value, byte[] eventId, boolean marked) {

    public String place() {
        return topic + "-" + partition + "@" + offset;
    }
}
