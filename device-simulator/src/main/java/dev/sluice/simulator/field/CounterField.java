package dev.sluice.simulator.field;

import dev.sluice.simulator.telemetry.Complaint;
import dev.sluice.simulator.telemetry.Dice;
import java.util.ArrayList;
import java.util.List;

/**
 * A meter's reading: it grows, a little more or less with each message, and never falls.
 *
 * @param start at message 0; 0 unless said
 * @param spread devices start at most so far above {@code start}, each elsewhere; 0 unless said
 * @param rate how much a message adds on average; a single one adds between nothing and twice as much
 * @param decimals 2 unless said
 */
public record CounterField(Double start, Double spread, Double rate, Integer decimals) implements FieldSpec {

    public CounterField {
        start = start == null ? 0.0 : start;
        spread = spread == null ? 0.0 : spread;
        decimals = decimals == null ? 2 : decimals;
    }

    @Override
    public List<Complaint> complaints() {
        List<Complaint> complaints = new ArrayList<>();
        Scale.check(decimals, complaints);
        Scale.checkNumber("start", start, decimals, complaints);
        if (Scale.checkNumber("spread", spread, decimals, complaints) && !(spread >= 0)) {
            complaints.add(new Complaint("spread", "must not be negative"));
        }
        if (rate == null || !(rate > 0)) {
            complaints.add(new Complaint(
                    "rate",
                    "must be above 0: what a message adds on average"
                            + (rate == null ? "; it is missing" : ", not " + rate)));
        } else {
            Scale.checkNumber("rate", rate, decimals, complaints);
        }
        return complaints;
    }

    @Override
    public Value value(long key) {
        double scale = Scale.of(decimals);
        double from = start * scale;
        double over = spread * scale;
        double step = rate * scale;
        return new Value.Numeric(
                (device, seq, time) -> {
                    long own = Dice.roll(key, device);
                    double at = seq == 0 ? 0 : seq + Dice.share(own, seq);
                    return (long) Math.floor(from + over * Dice.share(~own, 0) + step * at);
                },
                decimals,
                false);
    }
}
