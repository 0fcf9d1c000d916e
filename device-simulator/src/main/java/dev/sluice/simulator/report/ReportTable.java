package dev.sluice.simulator.report;

import java.util.List;

/**
 * Figures of one kind side by side.
 *
 * @param note how to read it; empty = it needs no words
 * @param rows as long as the head
 * @param marked those rows, by their index, that an objective was missed in
 */
public record ReportTable(String title, String note, List<String> head, List<List<String>> rows, List<Integer> marked) {

    public ReportTable {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
        marked = List.copyOf(marked);
    }
}
