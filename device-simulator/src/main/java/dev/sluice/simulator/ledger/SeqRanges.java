package dev.sluice.simulator.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/** A set of sequence numbers as ascending, disjoint ranges; written {@code 0-1039,1041}, or {@code -} when empty. */
public final class SeqRanges {

    public static final SeqRanges NONE = new SeqRanges(new int[0]);

    /** First and last number of each range, in turn. */
    private final int[] bounds;

    private SeqRanges(int[] bounds) {
        this.bounds = bounds;
    }

    /** All numbers from 0 up to, but without, {@code end}. */
    public static SeqRanges below(int end) {
        return end == 0 ? NONE : new SeqRanges(new int[] {0, end - 1});
    }

    /** The numbers given, which must ascend. */
    public static SeqRanges of(IntStream ascending) {
        List<Integer> bounds = new ArrayList<>();
        PrimitiveIterator.OfInt numbers = ascending.iterator();
        while (numbers.hasNext()) {
            int number = numbers.nextInt();
            int last = bounds.size() - 1;
            if (last >= 0 && bounds.get(last) + 1 == number) {
                bounds.set(last, number);
            } else {
                bounds.add(number);
                bounds.add(number);
            }
        }
        return checked(bounds.stream().mapToInt(Integer::intValue).toArray());
    }

    /** @throws IllegalArgumentException when the text is no such list */
    public static SeqRanges parse(String text) {
        if (text.equals("-")) {
            return NONE;
        }
        try {
            int[] bounds = Arrays.stream(text.split(",", -1))
                    .flatMapToInt(range -> {
                        int dash = range.indexOf('-');
                        return dash < 0
                                ? IntStream.of(Integer.parseInt(range), Integer.parseInt(range))
                                : IntStream.of(
                                        Integer.parseInt(range.substring(0, dash)),
                                        Integer.parseInt(range.substring(dash + 1)));
                    })
                    .toArray();
            return checked(bounds);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no list of sequence numbers", e);
        }
    }

    private static SeqRanges checked(int[] bounds) {
        for (int i = 0; i < bounds.length; i++) {
            boolean ascends =
                    i == 0 ? bounds[0] >= 0 : i % 2 == 1 ? bounds[i] >= bounds[i - 1] : bounds[i] > bounds[i - 1];
            if (!ascends) {
                throw new IllegalArgumentException("sequence numbers do not ascend at " + bounds[i]);
            }
        }
        return new SeqRanges(bounds);
    }

    public boolean contains(int number) {
        int found = Arrays.binarySearch(bounds, number);
        return found >= 0 || (-found - 1) % 2 == 1;
    }

    public long count() {
        long count = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            count += bounds[i + 1] - bounds[i] + 1L;
        }
        return count;
    }

    public IntStream stream() {
        return IntStream.range(0, bounds.length / 2)
                .flatMap(range -> IntStream.rangeClosed(bounds[2 * range], bounds[2 * range + 1]));
    }

    /** The largest number. */
    public int last() {
        if (bounds.length == 0) {
            throw new NoSuchElementException("no sequence numbers");
        }
        return bounds[bounds.length - 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeqRanges ranges && Arrays.equals(bounds, ranges.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        if (bounds.length == 0) {
            return "-";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bounds.length; i += 2) {
            text.append(i == 0 ? "" : ",").append(bounds[i]);
            if (bounds[i + 1] > bounds[i]) {
                text.append('-').append(bounds[i + 1]);
            }
        }
        return text.toString();
    }
}
