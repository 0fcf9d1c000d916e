package dev.sluice.simulator.field;

import dev.sluice.simulator.telemetry.Complaint;
import dev.sluice.simulator.telemetry.Dice;
import java.util.ArrayList;
import java.util.List;

/**
 * A number that goes up and down with the time of day: at its mean, rising, when the epoch divides by the period.
 *
 * @param period of one wave
 * @param noise how far the value may be off the wave, either way; 0 unless said. It stays within min and max
 * @param decimals 2 unless said
 */
public record SineField(Double min, Double max, Period period, Double noise, Integer decimals) implements FieldSpec {

    public SineField {
        noise = noise == null ? 0.0 : noise;
        decimals = decimals == null ? 2 : decimals;
    }

    @Override
    public List<Complaint> complaints() {
        List<Complaint> complaints = new ArrayList<>();
        Scale.check(decimals, complaints);
        boolean range = Scale.checkRange(min, max, decimals, complaints);
        if (period == null) {
            complaints.add(new Complaint("period", "is missing; for example 24h, 15m, 30s"));
        }
        if (!(noise >= 0) || range && noise > max - min) {
            complaints.add(new Complaint("noise", "must be 0 to max - min, not " + noise));
        }
        return complaints;
    }

    @Override
    public Value value(long key) {
        double scale = Scale.of(decimals);
        double low = Scale.ceil(min, decimals);
        double high = Scale.floor(max, decimals);
        double mean = (low + high) / 2;
        double swing = (high - low) / 2;
        double off = noise * scale;
        long millis = period.millis();
        return new Value.Numeric(
                (device, seq, time) -> {
                    double wave = Math.sin(2 * Math.PI * Math.floorMod(time, millis) / millis);
                    double value = mean + swing * wave;
                    if (off > 0) {
                        value += off * (2 * Dice.share(Dice.roll(key, device), seq) - 1);
                    }
                    return Math.round(Math.max(low, Math.min(high, value)));
                },
                decimals,
                false);
    }
}
