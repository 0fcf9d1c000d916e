package dev.sluice.simulator.telemetry;

/**
 * How messages are published: a share of them at each QoS, a share of them to be retained. Which ones is a matter of seed, device and number.
 *
 * @param qos0 weight of QoS 0; only the ratio of the three counts
 * @param retained share of messages that are retained, 0 to 1
 */
public record Delivery(double qos0, double qos1, double qos2, double retained) {

    /** @throws IllegalArgumentException when a weight is negative, all are zero, or the share is none */
    public Delivery {
        if (!(qos0 >= 0 && qos1 >= 0 && qos2 >= 0) || !(qos0 + qos1 + qos2 > 0) || qos0 + qos1 + qos2 > 1e9) {
            throw new IllegalArgumentException(
                    "weights of QoS 0, 1 and 2 must not be negative, and one must be above 0");
        }
        if (!(retained >= 0 && retained <= 1)) {
            throw new IllegalArgumentException("the share of retained messages must be 0 to 1, not " + retained);
        }
    }

    /** Every message at one QoS, none retained. */
    public static Delivery at(int qos) {
        return switch (qos) {
            case 0 -> new Delivery(1, 0, 0, 0);
            case 1 -> new Delivery(0, 1, 0, 0);
            case 2 -> new Delivery(0, 0, 1, 0);
            default -> throw new IllegalArgumentException("QoS is 0, 1 or 2, not " + qos);
        };
    }

    /** The highest QoS that any message has. */
    public int highestQos() {
        return qos2 > 0 ? 2 : qos1 > 0 ? 1 : 0;
    }

    int qos(long key, int seq) {
        double sum = qos0 + qos1 + qos2;
        if (qos0 == sum || qos1 == sum || qos2 == sum) {
            return highestQos();
        }
        double at = Dice.share(key, seq) * sum;
        return at < qos0 ? 0 : at < qos0 + qos1 ? 1 : 2;
    }

    boolean retain(long key, int seq) {
        return retained > 0 && Dice.share(~key, seq) < retained;
    }
}
