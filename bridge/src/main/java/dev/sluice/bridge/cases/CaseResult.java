package dev.sluice.bridge.cases;

import java.time.Duration;
import java.util.List;

/** How one case went: without differences, well. */
public record CaseResult(TestCase test, List<Difference> differences, Duration took) {

    public CaseResult {
        differences = List.copyOf(differences);
    }

    public boolean isGood() {
        return differences.isEmpty();
    }
}
