package dev.sluice.simulator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * One axis: where a value is, as a share of the axis' length from 0 to 1, and which values are written beside it.
 */
record Scale(boolean logarithmic, double least, double most, List<Double> ticks, DoubleFunction<String> words) {

    private static final double[] STEPS = {1, 2, 5, 10};

    /** From 0 to the next round value. */
    static Scale linear(double most, int wanted, DoubleFunction<String> words) {
        double top = most > 0 ? most : 1;
        double step = roundStep(top / wanted);
        double end = Math.ceil(top / step - 1e-9) * step;
        return new Scale(false, 0, end, multiples(step, end), words);
    }

    /** From 0 to exactly {@code most} with round values between: an axis of time. */
    static Scale time(double seconds, DoubleFunction<String> words) {
        double end = Math.max(seconds, 1e-3);
        for (double step : new double[] {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400}) {
            if (end / step <= 12) {
                return new Scale(false, 0, end, multiples(step, end), words);
            }
        }
        double step = Math.ceil(end / 12 / 86_400) * 86_400;
        return new Scale(false, 0, end, multiples(step, end), words);
    }

    /** Whole powers of ten around the values; those between are written, too, where there are few. */
    static Scale logarithmic(double least, double most, DoubleFunction<String> words) {
        int from = (int) Math.floor(Math.log10(Math.max(1, least)) + 1e-9);
        int to = Math.max(from + 1, (int) Math.ceil(Math.log10(Math.max(1, most)) - 1e-9));
        List<Double> ticks = new ArrayList<>();
        for (int decade = from; decade <= to; decade++) {
            ticks.add(Math.pow(10, decade));
            if (to - from <= 2 && decade < to) {
                ticks.add(2 * Math.pow(10, decade));
                ticks.add(5 * Math.pow(10, decade));
            }
        }
        return new Scale(true, Math.pow(10, from), Math.pow(10, to), ticks, words);
    }

    double at(double value) {
        if (!logarithmic) {
            return (value - least) / (most - least);
        }
        double logged = Math.log10(Math.max(least, value) / least);
        return logged / Math.log10(most / least);
    }

    private static double roundStep(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double step : STEPS) {
            if (rough <= step * power * (1 + 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static List<Double> multiples(double step, double end) {
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i * step <= end * (1 + 1e-9); i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
