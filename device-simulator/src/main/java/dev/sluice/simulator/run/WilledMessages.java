package dev.sluice.simulator.run;

import dev.sluice.simulator.scenario.WillSpec;
import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.DeviceName;
import dev.sluice.simulator.telemetry.Notice;
import dev.sluice.simulator.telemetry.TopicTemplate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A device's messages, and a will of the scenario's beside them. */
final class WilledMessages implements DeviceMessages {

    private final DeviceMessages messages;
    private final Notice will;

    WilledMessages(DeviceMessages messages, WillSpec will, DeviceName name) {
        this.messages = messages;
        this.will = new Notice(
                new TopicTemplate(will.topic()).of(name),
                will.payload().getBytes(StandardCharsets.UTF_8),
                will.qos(),
                will.retain());
    }

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
        return messages.length(seq, epochMillis);
    }

    @Override
    public int write(byte[] target, int at, int seq, long epochMillis) {
        return messages.write(target, at, seq, epochMillis);
    }

    @Override
    public Optional<Notice> will(int connection) {
        return Optional.of(will);
    }

    @Override
    public List<Notice> greetings(int connection, long epochMillis) {
        return messages.greetings(connection, epochMillis);
    }
}
