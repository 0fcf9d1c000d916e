package dev.sluice.simulator.publish;

import dev.sluice.simulator.telemetry.DeviceMessages;
import dev.sluice.simulator.telemetry.MessageWriter;

/** A device that says everything to one topic at one quality of service. */
record UniformMessages(String topic, int qos, MessageWriter payloads) implements DeviceMessages {

    @Override
    public String topic(int seq) {
        return topic;
    }

    @Override
    public int qos(int seq) {
        return qos;
    }

    @Override
    public boolean retain(int seq) {
        return false;
    }

    @Override
    public int length(int seq, long epochMillis) {
        return payloads.length(seq);
    }

    @Override
    public int write(byte[] target, int at, int seq, long epochMillis) {
        return payloads.write(target, at, seq, epochMillis);
    }
}
