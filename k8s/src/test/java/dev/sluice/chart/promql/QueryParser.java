package dev.sluice.chart.promql;

import dev.sluice.chart.promql.Query.Grouping;
import dev.sluice.chart.promql.Query.Selector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** By recursive descent, operators of all precedences alike: nothing is evaluated. */
final class QueryParser {

    /** Whether the vector that a function takes is one over time. */
    private static final Map<String, Boolean> FUNCTIONS = Map.of(
            "rate", true,
            "increase", true,
            "changes", true,
            "max_over_time", true,
            "histogram_quantile", false,
            "clamp_max", false,
            "absent", false);

    private static final Set<String> AGGREGATIONS = Set.of("sum", "max", "min", "avg", "count");
    private static final Set<String> OPERATORS =
            Set.of("+", "-", "*", "/", "==", "!=", ">", "<", ">=", "<=", "and", "or", "unless");

    private final Tokens tokens;
    private final List<Selector> selectors = new ArrayList<>();
    private final List<Grouping> groupings = new ArrayList<>();

    QueryParser(String text) {
        tokens = Tokens.of(text);
    }

    Query read() {
        expression();
        if (!tokens.atEnd()) {
            throw tokens.unexpected("an operator");
        }
        return new Query(List.copyOf(selectors), List.copyOf(groupings));
    }

    private void expression() {
        operand();
        while (OPERATORS.contains(tokens.peek())) {
            tokens.take();
            operand();
        }
    }

    private void operand() {
        if (tokens.takeIf("(")) {
            expression();
            tokens.expect(")");
        } else if (tokens.isNumber()) {
            tokens.take();
        } else if (tokens.isName()) {
            named(tokens.take());
        } else {
            throw tokens.unexpected("a metric, a function, a number or (");
        }
    }

    private void named(String name) {
        if (AGGREGATIONS.contains(name)) {
            aggregation();
        } else if (tokens.peek().equals("(")) {
            function(name);
        } else {
            selector(name);
        }
    }

    private void aggregation() {
        Set<String> labels = tokens.takeIf("by") ? names() : null;
        int before = selectors.size();
        tokens.expect("(");
        expression();
        tokens.expect(")");
        if (labels != null) {
            groupings.add(new Grouping(labels, List.copyOf(selectors.subList(before, selectors.size()))));
        }
    }

    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        tokens.expect("(");
        do {
            names.add(tokens.name());
        } while (tokens.takeIf(","));
        tokens.expect(")");
        return names;
    }

    private void function(String name) {
        if (!FUNCTIONS.containsKey(name)) {
            throw tokens.complaint("function " + name + " is not known here");
        }
        int before = selectors.size();
        tokens.expect("(");
        do {
            expression();
        } while (tokens.takeIf(","));
        tokens.expect(")");
        boolean overTime = selectors.subList(before, selectors.size()).stream().anyMatch(s -> s.rangeSeconds() > 0);
        if (FUNCTIONS.get(name) && !overTime) {
            throw tokens.complaint(name + " needs a range, as in [5m]");
        }
    }

    private void selector(String metric) {
        Set<String> labels = new LinkedHashSet<>();
        if (tokens.takeIf("{") && !tokens.takeIf("}")) {
            do {
                labels.add(tokens.name());
                tokens.matcher();
                tokens.text();
            } while (tokens.takeIf(","));
            tokens.expect("}");
        }
        long range = 0;
        if (tokens.takeIf("[")) {
            range = tokens.seconds();
            tokens.expect("]");
        }
        selectors.add(new Selector(metric, Set.copyOf(labels), range));
    }
}
