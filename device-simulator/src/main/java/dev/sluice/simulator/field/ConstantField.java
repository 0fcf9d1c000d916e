package dev.sluice.simulator.field;

import dev.sluice.simulator.telemetry.Complaint;
import java.math.BigDecimal;
import java.util.List;

/**
 * The same in every message of every device.
 *
 * @param value a text, a number or a truth value
 */
public record ConstantField(Object value) implements FieldSpec {

    private static final int MOST_DIGITS = 15;

    @Override
    public List<Complaint> complaints() {
        if (value instanceof String || value instanceof Boolean) {
            return List.of();
        }
        if (value instanceof Number number) {
            BigDecimal decimal = decimal(number);
            boolean fits = decimal.precision() <= MOST_DIGITS && decimal.scale() <= Scale.MOST_DECIMALS;
            return fits
                    ? List.of()
                    : List.of(new Complaint(
                            "value",
                            value + " has too many digits: " + MOST_DIGITS + " can be kept, " + Scale.MOST_DECIMALS
                                    + " of them behind the point"));
        }
        return List.of(new Complaint("value", "must be a text, a number, true or false"));
    }

    private static BigDecimal decimal(Number number) {
        BigDecimal decimal = new BigDecimal(number.toString());
        return decimal.scale() < 0 ? decimal.setScale(0) : decimal;
    }

    @Override
    public Value value(long key) {
        if (value instanceof Boolean truth) {
            long figure = truth ? 1 : 0;
            return new Value.Flag((device, seq, time) -> figure);
        }
        if (value instanceof Number number) {
            BigDecimal decimal = decimal(number);
            long unscaled = decimal.unscaledValue().longValueExact();
            return new Value.Numeric((device, seq, time) -> unscaled, decimal.scale(), false);
        }
        return new Value.Choice(List.of((String) value), (device, seq, time) -> 0);
    }
}
