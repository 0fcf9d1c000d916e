package dev.sluice.simulator.telemetry;

/** Messages of one topic from a template: the fast way, whose length is known without writing. */
public final class TemplateMessages implements DeviceMessages {

    private final String topic;
    private final Delivery delivery;
    private final long key;
    private final MessageWriter writer;

    public TemplateMessages(DeviceName name, String topic, Delivery delivery, long seed, MessageWriter writer) {
        this.topic = topic;
        this.delivery = delivery;
        this.key = Dice.roll(Dice.key(seed, "delivery"), name.index());
        this.writer = writer;
    }

    @Override
    public String topic(int seq) {
        return topic;
    }

    @Override
    public int qos(int seq) {
        return delivery.qos(key, seq);
    }

    @Override
    public boolean retain(int seq) {
        return delivery.retain(key, seq);
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
