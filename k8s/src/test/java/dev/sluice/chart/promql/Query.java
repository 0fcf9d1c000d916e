package dev.sluice.chart.promql;

import java.util.List;
import java.util.Set;

/**
 * What a query asks for.
 *
 * @param selectors in the order in which they are written
 * @param groupings aggregations that name labels
 */
public record Query(List<Selector> selectors, List<Grouping> groupings) {

    /** @throws IllegalArgumentException saying where the text is no query that this package knows */
    public static Query of(String text) {
        return new QueryParser(text).read();
    }

    /**
     * Series by name and labels.
     *
     * @param labels the names of those that are compared
     * @param rangeSeconds what it looks back on; 0 for an instant
     */
    public record Selector(String metric, Set<String> labels, long rangeSeconds) {}

    /** Labels that an aggregation keeps of these series. */
    public record Grouping(Set<String> labels, List<Selector> of) {}
}
