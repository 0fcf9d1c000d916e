package dev.sluice.sandbox.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sluice.sandbox.ledger.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a rehearsal showed. */
public abstract class RehearsalReport {

    RehearsalReport() {}

    /** Of all devices of the rehearsal. */
    abstract Findings findings();

    /** What speaks against it beside what the ledgers say; none = empty. */
    abstract List<String> complaints();

    abstract List<String> table();

    abstract Map<String, Object> figures();

    /** Whether everything that was acknowledged is in Kafka, in order, and everybody was served again. */
    public final boolean passed() {
        return problems().isEmpty();
    }

    final List<String> problems() {
        List<String> problems = new ArrayList<>();
        Findings found = findings();
        add(problems, found.lost(), "%,d acknowledged messages are not in Kafka.");
        add(problems, found.undecodable(), "%,d records cannot be read.");
        add(problems, found.reordered(), "%,d messages stand behind a later one of their device.");
        add(problems, found.unexpected(), "%,d readings are in Kafka that nobody sent.");
        if (found.acknowledged() == 0) {
            problems.add("Nothing was acknowledged.");
        }
        problems.addAll(complaints());
        return problems;
    }

    private static void add(List<String> problems, long number, String sentence) {
        if (number > 0) {
            problems.add(String.format(Locale.ROOT, sentence, number));
        }
    }

    /** For a person: tables, what speaks against it, and the line of figures that every audit ends with. */
    public final List<String> lines() {
        List<String> lines = new ArrayList<>(table());
        lines.add("");
        if (!passed()) {
            lines.addAll(findings().sentences());
            lines.addAll(problems());
        }
        lines.add(findings().line());
        return lines;
    }

    /** For programs. Times are milliseconds unless their names say otherwise. */
    public final String json() {
        var all = figures();
        all.put("passed", passed());
        all.put("problems", problems());
        all.put("line", findings().line());
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
