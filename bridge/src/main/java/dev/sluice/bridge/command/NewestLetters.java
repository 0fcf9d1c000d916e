package dev.sluice.bridge.command;

import dev.sluice.bridge.deadletter.DeadLetter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The newest lines of those that come along, and never more of them. */
final class NewestLetters {

    private static final Comparator<Line> BY_AGE =
            Comparator.comparingLong(Line::millis).thenComparingLong(Line::number);

    private final int most;
    private final PriorityQueue<Line> oldestFirst = new PriorityQueue<>(BY_AGE);
    private long seen;

    NewestLetters(int most) {
        this.most = most;
    }

    void add(DeadLetter letter, String line) {
        oldestFirst.add(new Line(letter.message().receivedAtMillis(), seen++, line));
        if (oldestFirst.size() > most) {
            oldestFirst.poll();
        }
    }

    /** Oldest first. */
    List<String> lines() {
        var sorted = new ArrayList<>(oldestFirst);
        sorted.sort(BY_AGE);
        return sorted.stream().map(Line::text).toList();
    }

    private record Line(long millis, long number, String text) {}
}
