package dev.sluice.simulator.report;

import java.util.Locale;

/** What a chart's values are, and how they are written at its axis. */
enum Unit {
    PER_SECOND("/s") {
        @Override
        String tick(double value) {
            return plain(value);
        }
    },
    COUNT("") {
        @Override
        String tick(double value) {
            return plain(value);
        }
    },
    PERCENT("%") {
        @Override
        String tick(double value) {
            return plain(value) + " %";
        }
    },
    MICROS("µs") {
        @Override
        String tick(double value) {
            if (value < 1e3) {
                return plain(value) + " µs";
            }
            return value < 1e6 ? plain(value / 1e3) + " ms" : plain(value / 1e6) + " s";
        }
    };

    /** What the page's script appends to a value; microseconds it knows how to write. */
    final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    abstract String tick(double value);

    private static String plain(double value) {
        if (value >= 1e6) {
            return trimmed(value / 1e6) + "M";
        }
        return value >= 1e5 ? trimmed(value / 1e3) + "k" : trimmed(value);
    }

    private static String trimmed(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : Double.toString(Math.round(value * 100) / 100.0);
    }
}
