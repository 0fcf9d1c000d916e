package dev.sluice.simulator.scenario;

import java.util.List;

/** A scenario that cannot be run, with all that is wrong with it. Its message is the table that people see. */
public final class ScenarioException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    ScenarioException(String file, List<Problem> problems) {
        super(table(file, problems));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    private static String table(String file, List<Problem> problems) {
        StringBuilder text = new StringBuilder("Scenario " + file + " cannot be run (" + problems.size()
                + (problems.size() == 1 ? " problem):" : " problems):"));
        int width = problems.stream()
                .mapToInt(problem -> problem.path().length())
                .max()
                .orElse(0);
        for (Problem problem : problems) {
            String place = problem.line() == 0 ? "-" : problem.line() + ":" + problem.column();
            text.append(System.lineSeparator())
                    .append("  ")
                    .append(place)
                    .append(" ".repeat(Math.max(0, 6 - place.length()) + 1))
                    .append(problem.path())
                    .append(" ".repeat(width - problem.path().length() + 2))
                    .append(problem.message());
        }
        return text.toString();
    }
}
