package dev.sluice.simulator.field;

import dev.sluice.simulator.telemetry.Complaint;
import dev.sluice.simulator.telemetry.Dice;
import java.util.ArrayList;
import java.util.List;

/**
 * A number that wanders between two bounds, from message to message, and never by more than a step.
 *
 * <p>A walk that adds up its steps cannot be entered at message 1,000,000. This one is made of knots: at every so many messages there is a
 * random height, and between knots a straight line; three such lines of different pace, and a jitter, add up to what looks like a sensor.
 * The paces follow from the step, so that no change is larger.
 *
 * @param step the largest change from one message to the next
 * @param decimals 2 unless said
 */
public record WalkField(Double min, Double max, Double step, Integer decimals) implements FieldSpec {

    /** The slow, the middle and the fast line have 4/7, 2/7 and 1/7 of the height, and 1, 2 and 4 times the pace: 12/7 together. */
    private static final double STEEPNESS = 12 / 7.0;

    private static final double JITTER = 0.25;
    private static final double SLACK = 1.000001;

    public WalkField {
        decimals = decimals == null ? 2 : decimals;
    }

    @Override
    public List<Complaint> complaints() {
        List<Complaint> complaints = new ArrayList<>();
        Scale.check(decimals, complaints);
        Scale.checkRange(min, max, decimals, complaints);
        if (step == null || !(step > 0)) {
            complaints.add(new Complaint(
                    "step",
                    "must be above 0: the largest change from one message to the next"
                            + (step == null ? "; it is missing" : ", not " + step)));
        } else if (decimals >= 0 && decimals <= Scale.MOST_DECIMALS && step * Scale.of(decimals) < 1) {
            complaints.add(new Complaint(
                    "step",
                    step + " is less than the last of " + decimals
                            + " decimals: the value would jump. Give more decimals"));
        }
        return complaints;
    }

    @Override
    public Value value(long key) {
        double low = Scale.ceil(min, decimals);
        double height = Scale.floor(max, decimals) - low;
        double largest = Scale.floor(step, decimals);
        double jitter = Math.min(largest * JITTER, height);
        double lines = height - jitter;
        // A quarter of the apart that knots of the slow line are, in messages.
        long pace = Math.max(1, (long) Math.ceil(lines * STEEPNESS / (largest - jitter) * SLACK / 4));
        return new Value.Numeric(
                (device, seq, time) -> {
                    long own = Dice.roll(key, device);
                    double line =
                            (4 * line(own, seq, 4 * pace) + 2 * line(own + 1, seq, 2 * pace) + line(own + 2, seq, pace))
                                    / 7;
                    return Math.round(low + lines * line + jitter * Dice.share(own + 3, seq));
                },
                decimals,
                false);
    }

    /** Height of a line whose knots are {@code apart} messages apart, 0 to 1. */
    private static double line(long key, int seq, long apart) {
        long knot = seq / apart;
        double from = Dice.share(key, knot);
        double to = Dice.share(key, knot + 1);
        return from + (to - from) * ((double) (seq - knot * apart) / apart);
    }
}
