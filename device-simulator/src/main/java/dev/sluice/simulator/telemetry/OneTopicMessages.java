package dev.sluice.simulator.telemetry;

/** Messages that all go to one topic. */
abstract class OneTopicMessages implements DeviceMessages {

    private final String topic;
    private final Delivery delivery;
    private final long key;

    OneTopicMessages(DeviceName name, String topic, Delivery delivery, long seed) {
        this.topic = topic;
        this.delivery = delivery;
        this.key = Dice.roll(Dice.key(seed, "delivery"), name.index());
    }

    @Override
    public final String topic(int seq) {
        return topic;
    }

    @Override
    public final int qos(int seq) {
        return delivery.qos(key, seq);
    }

    @Override
    public final boolean retain(int seq) {
        return delivery.retain(key, seq);
    }
}
