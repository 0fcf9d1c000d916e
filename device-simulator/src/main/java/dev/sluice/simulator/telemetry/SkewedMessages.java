package dev.sluice.simulator.telemetry;

import java.util.List;
import java.util.Optional;

/**
 * A device whose clock is wrong.
 *
 * @param millis how far it is ahead; negative = behind
 */
public record SkewedMessages(DeviceMessages messages, long millis) implements DeviceMessages {

    @Override
    public String topic(int seq) {
        return messages.topic(seq);
    }

    @Override
    public int qos(int seq) {
        return messages.qos(seq);
    }

    @Override
    public boolean retain(int seq) {
        return messages.retain(seq);
    }

    @Override
    public int length(int seq, long epochMillis) {
        return messages.length(seq, epochMillis + millis);
    }

    @Override
    public int write(byte[] target, int at, int seq, long epochMillis) {
        return messages.write(target, at, seq, epochMillis + millis);
    }

    @Override
    public byte[] bytes(int seq, long epochMillis) {
        return messages.bytes(seq, epochMillis + millis);
    }

    @Override
    public Optional<Notice> will(int connection) {
        return messages.will(connection);
    }

    @Override
    public List<Notice> greetings(int connection, long epochMillis) {
        return messages.greetings(connection, epochMillis + millis);
    }
}
