package dev.sluice.simulator.field;

import dev.sluice.simulator.telemetry.Complaint;
import java.util.List;

/** Decimal places, and what numbers with so many can be. */
final class Scale {

    static final int MOST_DECIMALS = 9;

    private static final double LARGEST_UNSCALED = 9e15; // whole doubles are exact up to 2^53

    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

    private Scale() {}

    /** {@code 10^decimals}. */
    static double of(int decimals) {
        return POWERS[decimals];
    }

    /** The lowest unscaled number that is not below {@code number}. */
    static double ceil(double number, int decimals) {
        return Math.ceil(number * POWERS[Math.max(0, Math.min(decimals, MOST_DECIMALS))] - 1e-6);
    }

    /** The highest unscaled number that is not above {@code number}. */
    static double floor(double number, int decimals) {
        return Math.floor(number * POWERS[Math.max(0, Math.min(decimals, MOST_DECIMALS))] + 1e-6);
    }

    static void check(int decimals, List<Complaint> complaints) {
        if (decimals < 0 || decimals > MOST_DECIMALS) {
            complaints.add(new Complaint("decimals", "must be 0 to " + MOST_DECIMALS + ", not " + decimals));
        }
    }

    /** Complains of a number that is missing or cannot be had with so many decimals. */
    static boolean checkNumber(String key, Double number, int decimals, List<Complaint> complaints) {
        if (number == null) {
            complaints.add(new Complaint(key, "is missing"));
            return false;
        }
        int places = Math.max(0, Math.min(decimals, MOST_DECIMALS));
        if (!(Math.abs(number) * of(places) <= LARGEST_UNSCALED)) {
            complaints.add(new Complaint(key, number + " is too large for " + places + " decimals"));
            return false;
        }
        return true;
    }

    /** Complains unless there are two numbers, the first below the second. */
    static boolean checkRange(Double min, Double max, int decimals, List<Complaint> complaints) {
        boolean both = checkNumber("min", min, decimals, complaints) & checkNumber("max", max, decimals, complaints);
        if (both && min >= max) {
            complaints.add(new Complaint("max", "must be above min (" + min + "), not " + max));
            return false;
        }
        if (both && floor(max, decimals) <= ceil(min, decimals)) {
            complaints.add(new Complaint(
                    "decimals", "leaves no room between " + min + " and " + max + ": give more than " + decimals));
            return false;
        }
        return both;
    }
}
