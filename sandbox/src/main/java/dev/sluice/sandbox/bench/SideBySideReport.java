package dev.sluice.sandbox.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What was measured side by side, in words, figures and JSON. */
public final class SideBySideReport {

    private final SideBySideSettings settings;
    private final List<PeerResult> results;
    private final List<String> leftOut;
    private final double loadBefore;

    SideBySideReport(SideBySideSettings settings, List<PeerResult> results, List<String> leftOut, double loadBefore) {
        this.settings = settings;
        this.results = List.copyOf(results);
        this.leftOut = List.copyOf(leftOut);
        this.loadBefore = loadBefore;
    }

    /** Whether Kafka holds all that Sluice acknowledged. What others lose is no failure of the measurement. */
    public boolean sluiceKeptEverything() {
        return results.stream()
                .filter(result -> result.kind() == PeerKind.SLUICE)
                .allMatch(PeerResult::keptEverything);
    }

    /** At most 100 columns. */
    public String text() {
        return new SideBySideTable(settings, results, leftOut, loadBefore).text();
    }

    /** The same figures, and every round's own, for other programs. */
    public void writeJson(Path file) throws IOException {
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(file.toFile(), new SideBySideFigures(settings, results, leftOut, loadBefore).all());
    }
}
