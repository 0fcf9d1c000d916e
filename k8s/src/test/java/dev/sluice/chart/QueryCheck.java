package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.chart.promql.Query;
import java.util.List;
import java.util.regex.Pattern;

/** That a query can have an answer: it can be read, its series exist, and they have the labels that it uses. */
final class QueryCheck {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([a-z_]+)\\s*}}");

    private QueryCheck() {}

    /** @return what was read */
    static Query of(String where, String text) {
        var query = Query.of(text);
        var exposed = ExposedMetrics.all();
        assertThat(query.selectors()).as(where).isNotEmpty().allSatisfy(selector -> {
            assertThat(exposed.has(selector.metric()))
                    .as("%s: %s is exposed", where, selector.metric())
                    .isTrue();
            assertThat(selector.labels())
                    .as("%s: labels of %s", where, selector.metric())
                    .allMatch(label -> exposed.has(selector.metric(), label));
        });
        for (var grouping : query.groupings()) {
            for (var selector : grouping.of()) {
                assertThat(grouping.labels())
                        .as("%s: grouped labels of %s", where, selector.metric())
                        .allMatch(label -> exposed.has(selector.metric(), label));
            }
        }
        return query;
    }

    /** That what a query answers has the labels which a legend shows. */
    static void legend(String where, Query query, String legend) {
        List<String> shown = PLACEHOLDER
                .matcher(legend)
                .results()
                .map(found -> found.group(1))
                .toList();
        for (var label : shown) {
            if (query.groupings().isEmpty()) {
                assertThat(query.selectors())
                        .as("%s: %s", where, legend)
                        .allMatch(selector -> ExposedMetrics.all().has(selector.metric(), label));
            } else {
                var outermost = query.groupings().get(query.groupings().size() - 1);
                assertThat(outermost.labels()).as("%s: %s", where, legend).contains(label);
            }
        }
    }
}
