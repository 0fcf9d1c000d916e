package dev.sluice.sandbox.fault;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages that were on their way at one moment: passed on to the server, and not answered by it.
 *
 * <p>Each is known by its line and by its place on that line, so that a later message under the same packet id is another one. A line
 * keeps what was unanswered when it ended: those messages never were answered on it.
 */
public final class Unanswered {

    private final Map<Line, List<Long>> serials;

    private Unanswered(Map<Line, List<Long>> serials) {
        this.serials = serials;
    }

    static Unanswered on(Collection<Line> lines) {
        Map<Line, List<Long>> serials = new HashMap<>();
        for (Line line : lines) {
            List<Long> unanswered = line.unansweredSerials();
            if (!unanswered.isEmpty()) {
                serials.put(line, unanswered);
            }
        }
        return new Unanswered(serials);
    }

    /** At that moment. */
    public int count() {
        return serials.values().stream().mapToInt(List::size).sum();
    }

    /** How many of them still are without an answer. */
    public int stillUnanswered() {
        int still = 0;
        for (var entry : serials.entrySet()) {
            List<Long> now = entry.getKey().unansweredSerials();
            still += (int) entry.getValue().stream().filter(now::contains).count();
        }
        return still;
    }
}
