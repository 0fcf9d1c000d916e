package dev.sluice.simulator.field;

import dev.sluice.simulator.telemetry.Complaint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One of a few texts.
 *
 * @param weights how often each comes, relative to the others; all alike unless said
 * @param dwell messages that a text stays for before it is drawn anew; 1 unless said
 */
public record EnumField(List<String> values, List<Double> weights, Integer dwell) implements FieldSpec {

    public EnumField {
        values = values == null ? List.of() : values;
        weights = weights == null ? List.of() : weights;
        dwell = dwell == null ? 1 : dwell;
    }

    @Override
    public List<Complaint> complaints() {
        List<Complaint> complaints = new ArrayList<>();
        if (values.isEmpty() || values.stream().anyMatch(Objects::isNull)) {
            complaints.add(new Complaint("values", "must be a list of one text or more, such as [ok, warning, error]"));
        }
        if (!weights.isEmpty()) {
            if (weights.size() != values.size()) {
                complaints.add(new Complaint(
                        "weights",
                        "has " + weights.size() + " numbers for " + values.size() + " values: give each value one"));
            } else if (weights.stream().anyMatch(weight -> weight == null || !(weight >= 0 && weight <= 1e9))
                    || weights.stream().mapToDouble(weight -> weight).sum() <= 0) {
                complaints.add(new Complaint("weights", "must be numbers of 0 and more, and one of them above 0"));
            }
        }
        Dwell.check(dwell, complaints);
        return complaints;
    }

    @Override
    public Value value(long key) {
        double[] upTo = new double[values.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += weights.isEmpty() ? 1 : weights.get(i);
            upTo[i] = sum;
        }
        Dwell dwelling = new Dwell(key, dwell);
        return new Value.Choice(List.copyOf(values), (device, seq, time) -> {
            double at = dwelling.share(device, seq) * upTo[upTo.length - 1];
            int index = 0;
            while (at >= upTo[index]) {
                index++;
            }
            return index;
        });
    }
}
