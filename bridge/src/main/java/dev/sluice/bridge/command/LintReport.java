package dev.sluice.bridge.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.mapping.lint.Advice;
import dev.sluice.mapping.lint.Level;
import dev.sluice.mapping.settings.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code sluice lint} prints. */
final class LintReport {

    private LintReport() {}

    /** {@code sluice.yaml:12  warning  telemetry: … [KEY-SPLITS-DEVICE]} */
    static String text(Advice advice) {
        return advice.place() + "  " + word(advice.level()) + "  "
                + (advice.rule().isEmpty() ? "" : advice.rule() + ": ") + advice.sentence() + " [" + advice.code()
                + "]";
    }

    static String counts(List<Advice> advice) {
        var counts = new ArrayList<String>();
        for (var level : Level.values()) {
            long count = advice.stream().filter(each -> each.level() == level).count();
            if (count > 0) {
                counts.add(count + " " + word(level) + (count == 1 ? "" : "s"));
            }
        }
        return String.join(", ", counts);
    }

    static String json(String name, boolean good, Problems problems, List<Advice> advice) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("configuration", name);
        json.put("good", good);
        var wrong = json.putArray("problems");
        for (var problem : problems.all()) {
            wrong.addObject()
                    .put("file", problem.file())
                    .put("line", problem.line())
                    .put("column", problem.column())
                    .put("path", problem.path())
                    .put("code", problem.code())
                    .put("message", problem.message());
        }
        var doubtful = json.putArray("advice");
        for (var each : advice) {
            doubtful.addObject()
                    .put("level", word(each.level()))
                    .put("code", each.code())
                    .put("rule", each.rule())
                    .put("place", each.place())
                    .put("message", each.sentence());
        }
        return json.toPrettyString();
    }

    private static String word(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
