package dev.sluice.simulator.telemetry;

/** Messages of one topic from a template: the fast way, whose length is known without writing. */
public final class TemplateMessages extends OneTopicMessages {

    private final MessageWriter writer;

    public TemplateMessages(DeviceName name, String topic, Delivery delivery, long seed, MessageWriter writer) {
        super(name, topic, delivery, seed);
        this.writer = writer;
    }

    @Override
    public int length(int seq, long epochMillis) {
        return writer.length(seq);
    }

    @Override
    public int write(byte[] target, int at, int seq, long epochMillis) {
        return writer.write(target, at, seq, epochMillis);
    }
}
