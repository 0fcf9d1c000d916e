package dev.sluice.bridge.shadow;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which messages are tried: each one with the same chance, whoever sent it. A hash of the client id would take all or nothing of a device,
 * so that among few devices a small sample could be none, and a rule for one device would be tried always or never.
 *
 * @param millionths of all messages
 */
public record Sample(int millionths) {

    private static final int ALL = 1_000_000;

    /** {@code 10%} or {@code 0.5%}; empty for anything that is not above 0 and up to 100 per cent. */
    public static Optional<Sample> parse(String written) {
        try {
            var number = written.strip();
            if (!number.endsWith("%")) {
                return Optional.empty();
            }
            double share = Double.parseDouble(number.substring(0, number.length() - 1)) / 100;
            int millionths = (int) Math.round(share * ALL);
            return share <= 1 && millionths > 0 ? Optional.of(new Sample(millionths)) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    boolean takesThisOne() {
        return millionths == ALL || ThreadLocalRandom.current().nextInt(ALL) < millionths;
    }

    @Override
    public String toString() {
        double percent = millionths * 100.0 / ALL;
        return (percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent)) + "%";
    }
}
