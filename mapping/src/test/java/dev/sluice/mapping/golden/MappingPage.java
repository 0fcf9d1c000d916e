package dev.sluice.mapping.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * docs/mapping.md: prose by people, and between {@code <!-- golden NAME -->} and {@code <!-- end -->} what the example's files say; of several
 * messages a table, with the parts of the outcome that are named behind NAME. {@code file PATH} does the same for any file, {@code snippet
 * PATH} for what stands in one between the lines {@code // snippet} and {@code // end}.
 */
final class MappingPage {

    static final Path FILE = Path.of("../docs/mapping.md");

    private static final Pattern SECTION =
            Pattern.compile("(<!-- (golden|file|snippet) (\\S+)([a-z -]*?) -->\\n).*?(<!-- end -->)", Pattern.DOTALL);
    private static final Pattern SNIPPET =
            Pattern.compile("(?m)^ *// snippet\\n(.*?)^ *// end$", Pattern.DOTALL | Pattern.MULTILINE);

    private MappingPage() {}

    /** The page with every section written anew. */
    static String renewed(String page) {
        return SECTION.matcher(page)
                .replaceAll(section -> Matcher.quoteReplacement(section.group(1) + body(section) + section.group(5)));
    }

    /** The names of the examples on the page, in their order. */
    static List<String> examples(String page) {
        return SECTION.matcher(page)
                .results()
                .filter(section -> section.group(2).equals("golden"))
                .map(section -> section.group(3))
                .toList();
    }

    private static String body(MatchResult section) {
        var name = section.group(3);
        try {
            return switch (section.group(2)) {
                case "golden" ->
                    example(
                            GoldenExample.named(name),
                            List.of(section.group(4).strip().split(" ")));
                case "file" -> block("json", "", Files.readString(Path.of("..", name))) + "\n";
                default -> block("java", "", snippet(Files.readString(Path.of("..", name)))) + "\n";
            };
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static String snippet(String java) {
        var found = SNIPPET.matcher(java);
        if (!found.find()) {
            throw new IllegalArgumentException("no // snippet … // end");
        }
        return found.group(1).stripIndent();
    }

    private static String example(GoldenExample example, List<String> shown) throws IOException {
        var page = new StringBuilder(block("yaml", "rule.yaml", example.text("rule.yaml")));
        for (var schema : example.schemas()) {
            page.append(block("json", "schemas/" + schema.getFileName(), Files.readString(schema)));
        }
        if (example.text("message.json").startsWith("[")) {
            return page.append(table(example.messages(), example.expected(), shown))
                    .toString();
        }
        return page.append(block("json", "message.json", example.text("message.json")))
                .append(block("json", "expected.json", example.text("expected.json")))
                .append("\n")
                .toString();
    }

    private static String block(String language, String title, String content) {
        var heading = title.isEmpty() ? "" : "`" + title + "`\n\n";
        return "\n" + heading + "```" + language + "\n" + content + "```\n";
    }

    /** One message a row: of its topic and payload what is not the same in all rows, of the outcome what the page asks for. */
    private static String table(List<GoldenMessage> messages, JsonNode outcomes, List<String> shown) {
        boolean topics =
                messages.stream().map(m -> m.message().topic()).distinct().count() > 1;
        boolean payloads =
                messages.stream().map(GoldenMessage::payload).distinct().count() > 1;
        boolean abouts = messages.stream().anyMatch(m -> !m.about().isEmpty());
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < messages.size(); i++) {
            var cells = new ArrayList<String>();
            var message = messages.get(i);
            if (abouts) {
                cells.add(message.about());
            }
            if (topics) {
                cells.add(code(message.message().topic()));
            }
            if (payloads) {
                cells.add(message.payload().isEmpty() ? "(nothing)" : code(message.payload()));
            }
            cells.add(outcome(outcomes.get(i), shown));
            rows.add(cells);
        }
        var heads = new ArrayList<String>();
        if (abouts) {
            heads.add("case");
        }
        if (topics) {
            heads.add("MQTT topic");
        }
        if (payloads) {
            heads.add("payload");
        }
        heads.add("becomes" + (shown.size() == 1 ? ": " + shown.get(0) : ""));
        var text = new StringBuilder("\n" + row(heads) + "|" + "---|".repeat(heads.size()) + "\n");
        rows.forEach(cells -> text.append(row(cells)));
        return text.append("\n").toString();
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String outcome(JsonNode outcome, List<String> shown) {
        if (outcome.isArray()) {
            return StreamSupport.stream(outcome.spliterator(), false)
                    .map(part -> outcome(part, shown))
                    .collect(Collectors.joining("; and "));
        }
        if (outcome.has("reason")) {
            return "**" + outcome.get("reason").asText() + "** "
                    + (shown.contains("on-invalid") ? value(outcome.get("on-invalid")) + ": " : "")
                    + outcome.get("detail").asText().replace("|", "\\|").replace("*", "\\*");
        }
        var parts = shown.stream()
                .filter(outcome::has)
                .map(key -> (shown.size() == 1 ? "" : key + " ") + value(outcome.get(key)))
                .toList();
        return String.join(", ", parts);
    }

    private static String value(JsonNode value) {
        if (value.asText().isEmpty() && value.isTextual()) {
            return "(nothing)";
        }
        return code(value.isTextual() ? value.asText() : Layout.line(value));
    }

    private static String code(String text) {
        return text.indexOf('`') >= 0 ? "`` " + text + " ``" : "`" + text.replace("|", "\\|") + "`";
    }
}
