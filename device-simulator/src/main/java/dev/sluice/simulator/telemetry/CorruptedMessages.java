package dev.sluice.simulator.telemetry;

import java.util.List;
import java.util.Optional;

/** A device that damages some of its payloads: cut short, with a bit the other way, or garbage of the same length. Births and wills stay whole. */
public final class CorruptedMessages implements DeviceMessages {

    private enum Damage {
        NONE,
        CUT,
        FLIPPED_BIT,
        GARBAGE
    }

    private static final Damage[] KINDS = {Damage.CUT, Damage.FLIPPED_BIT, Damage.GARBAGE};

    private final DeviceMessages messages;
    private final double share;
    private final long key;

    /**
     * @param share of messages that are damaged, 0 to 1; which ones is a matter of seed, device and number
     * @param device its position in the fleet
     */
    public CorruptedMessages(DeviceMessages messages, double share, long seed, int device) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of corrupt payloads must be 0 to 1, not " + share);
        }
        this.messages = messages;
        this.share = share;
        this.key = Dice.roll(Dice.key(seed, "damage"), device);
    }

    /** Whether the payload of message {@code seq} is damaged. */
    public boolean isDamaged(int seq) {
        return Dice.share(key, seq) < share;
    }

    private Damage damage(int seq) {
        return isDamaged(seq) ? KINDS[(int) (die(seq) & 0xFF) % KINDS.length] : Damage.NONE;
    }

    private long die(int seq) {
        return Dice.roll(~key, seq) >>> 1;
    }

    @Override
    public int length(int seq, long epochMillis) {
        int whole = messages.length(seq, epochMillis);
        return damage(seq) == Damage.CUT ? cut(whole, seq) : whole;
    }

    private int cut(int whole, int seq) {
        return whole == 0 ? 0 : (int) ((die(seq) >>> 8) % whole);
    }

    @Override
    public int write(byte[] target, int at, int seq, long epochMillis) {
        switch (damage(seq)) {
            case NONE -> {
                return messages.write(target, at, seq, epochMillis);
            }
            case CUT -> {
                byte[] whole = messages.bytes(seq, epochMillis);
                int kept = cut(whole.length, seq);
                System.arraycopy(whole, 0, target, at, kept);
                return at + kept;
            }
            case FLIPPED_BIT -> {
                int end = messages.write(target, at, seq, epochMillis);
                if (end > at) {
                    long bit = (die(seq) >>> 8) % (8L * (end - at));
                    target[at + (int) (bit / 8)] ^= (byte) (1 << (bit % 8));
                }
                return end;
            }
            case GARBAGE -> {
                int end = at + messages.length(seq, epochMillis);
                for (int i = at; i < end; i++) {
                    target[i] = (byte) Dice.roll(die(seq), i - at);
                }
                return end;
            }
        }
        throw new AssertionError(seq);
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
    public Optional<Notice> will(int connection) {
        return messages.will(connection);
    }

    @Override
    public List<Notice> greetings(int connection, long epochMillis) {
        return messages.greetings(connection, epochMillis);
    }
}
