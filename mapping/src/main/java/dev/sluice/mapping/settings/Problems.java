package dev.sluice.mapping.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects everything that is wrong with one configuration, to be shown together. */
public final class Problems {

    /** Narrow tables jump less from one run to the next when their columns have a least width. */
    private static final int PATH_WIDTH = 19;

    private static final int MESSAGE_WIDTH = 53;
    /** Beyond this a long message pushes only its own code to the right. */
    private static final int WIDEST_MESSAGE = 80;

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    /** @param file what the configuration is called in the heading, as its user named it */
    public Problems(String file) {
        this.file = file;
    }

    public void add(Problem problem) {
        found.add(problem);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public int count() {
        return found.size();
    }

    /** In the order of the file; those without a line (overrides) last. */
    public List<Problem> all() {
        return found.stream()
                .sorted(Comparator.comparingInt((Problem problem) -> problem.line() == 0 ? 1 : 0)
                        .thenComparing(problem -> problem.file().equals(file) ? "" : problem.file())
                        .thenComparingInt(Problem::line)
                        .thenComparingInt(Problem::column))
                .toList();
    }

    /** The table that people see: a heading, then {@code line:column  path  message  [CODE]}, without a final line break. */
    public String render() {
        var problems = all();
        int placeWidth =
                problems.stream().mapToInt(p -> place(p).length()).max().orElse(0);
        int pathWidth = Math.max(
                PATH_WIDTH,
                problems.stream().mapToInt(p -> p.path().length()).max().orElse(0));
        int messageWidth = problems.stream()
                .mapToInt(p -> p.message().length())
                .filter(length -> length > MESSAGE_WIDTH && length <= WIDEST_MESSAGE)
                .max()
                .orElse(MESSAGE_WIDTH);
        var text = new StringBuilder(file)
                .append(" cannot be used (")
                .append(count())
                .append(count() == 1 ? " problem):" : " problems):");
        for (var problem : problems) {
            text.append("\n  ");
            padded(text, place(problem), placeWidth);
            padded(text, problem.path(), pathWidth);
            padded(text, problem.message(), messageWidth);
            text.append('[').append(problem.code()).append(']');
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return render();
    }

    private String place(Problem problem) {
        if (problem.line() == 0) {
            return problem.file().equals(file) ? "-" : problem.file();
        }
        var inFile = problem.line() + ":" + problem.column();
        return problem.file().equals(file) ? inFile : problem.file() + ":" + inFile;
    }

    private static void padded(StringBuilder text, String cell, int width) {
        text.append(cell).append(" ".repeat(Math.max(0, width - cell.length()) + 2));
    }
}
