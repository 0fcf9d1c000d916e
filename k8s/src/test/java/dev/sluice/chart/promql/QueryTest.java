package dev.sluice.chart.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.chart.promql.Query.Grouping;
import dev.sluice.chart.promql.Query.Selector;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

    @Test
    void everySelectorIsFoundWithItsLabelsAndItsRange() {
        var query = Query.of("sum by (le, pod) (rate(a_bucket{job=~\".*x\", pod!=\"y\"}[5m])) / max(b) > 0.5 or c");

        var a = new Selector("a_bucket", Set.of("job", "pod"), 300);
        assertThat(query.selectors())
                .containsExactly(a, new Selector("b", Set.of(), 0), new Selector("c", Set.of(), 0));
        assertThat(query.groupings()).containsExactly(new Grouping(Set.of("le", "pod"), List.of(a)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum(a",
                "a)",
                "a{job=\"x\"",
                "a{job}",
                "a{\"job\"=\"x\"}",
                "rate(a)",
                "rate(a[5])",
                "rate(a[5m]",
                "a b",
                "a >",
                "sum by le (a)",
                "sum by () (a)",
                "nosuch(a)",
                "a{job=\"x}",
                "{{ a }}",
                "",
            })
    void whatIsNoQueryIsRefused(String text) {
        assertThatThrownBy(() -> Query.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }
}
