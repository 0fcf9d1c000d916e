package dev.sluice.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.bridge.observe.Metric;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.settings.Problem;
import dev.sluice.mapping.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation says is what the program does. */
class DocsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DOCS = ROOT.resolve("docs");
    private static final List<String> SECTIONS = List.of(
            "mqtt",
            "mqtt.listeners[0]",
            "mqtt.listeners[0].tls",
            "authentication",
            "authentication.certificates",
            "authentication.passwords",
            "authentication.scram",
            "authentication.jwt",
            "authentication.http",
            "authorization",
            "authorization.rules[0]",
            "kafka.in-flight",
            "kafka.topics",
            "kafka.transactions",
            "management",
            "reload",
            "schemas",
            "schemas.registry",
            "schemas.registry.tls",
            "shutdown",
            "spool",
            "mappings[0]",
            "mappings[0].to",
            "mappings[0].value");
    private static final Pattern BLOCK = Pattern.compile("```yaml\\n(# sluice\\.yaml.*?)\\n```", Pattern.DOTALL);
    private static final Pattern KEY_ROW =
            Pattern.compile("(?m)^\\| `([a-z][^`]*)` \\| ([^|]*) \\| ([^|]*) \\| [^|]+ \\|$");
    private static final Pattern METRIC_ROW =
            Pattern.compile("(?m)^\\| `(sluice_\\w+)` \\| (\\w+) \\| ([^|]*)\\| ([^|]+) \\|$");

    @Test
    void everyConfigurationInTheDocsIsGood() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> files = Files.list(DOCS)) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        if (Files.exists(ROOT.resolve("README.md"))) {
            pages.add(ROOT.resolve("README.md"));
        }
        int blocks = 0;
        for (Path page : pages) {
            for (MatchResult block : matches(BLOCK, Files.readString(page))) {
                assertThat(problems(block.group(1)).stream().filter(problem -> !isAboutCertificates(problem)))
                        .as("%s: %s", page, block.group(1))
                        .isEmpty();
                blocks++;
            }
        }
        assertThat(blocks).isPositive();
    }

    /** Nobody keeps certificates and keys in a repository. */
    private static boolean isAboutCertificates(Problem problem) {
        return problem.code().equals("FILE-MISSING") && problem.path().contains(".tls.");
    }

    @Test
    void everyDocumentedKeyExistsAndHasItsDocumentedDefault() throws IOException {
        var defaults = settings().orElseThrow();
        for (var row : documentedKeys().entrySet()) {
            String fallback = row.getValue();
            if (fallback.startsWith("`") && !row.getKey().startsWith("mappings[]")) {
                String override = row.getKey().replace("[]", "[0]") + "=" + fallback.replace("`", "");
                assertThat(settings(override)).as(override).contains(defaults);
            }
        }
    }

    /** An unknown key's hint lists what is allowed beside it; under "kafka" that is everything that the producer knows, too. */
    @Test
    void everyKeyIsDocumented() throws IOException {
        var documented = documentedKeys().keySet();
        String notBuiltYet =
                page("configuration.md").split("## Not built yet\n", 2)[1].split("\n## ", 2)[0];
        for (String section : SECTIONS) {
            assertThat(allowedIn(section)).as(section).isNotEmpty().allSatisfy(key -> {
                String path = section.replace("[0]", "[]") + "." + key;
                assertThat(notBuiltYet.contains("`" + path + "`")
                                || notBuiltYet.contains("`" + key + "`")
                                || documented.stream()
                                        .anyMatch(known -> known.equals(path)
                                                || known.startsWith(path + "[")
                                                || known.startsWith(path + ".")))
                        .as(path)
                        .isTrue();
            });
        }
    }

    @Test
    void everyDocumentedKeyIsKnown() throws IOException {
        for (String key : documentedKeys().keySet()) {
            int dot = key.lastIndexOf('.');
            String section = dot < 0 ? "" : key.substring(0, dot).replace("[]", "[0]");
            if (SECTIONS.contains(section)) {
                assertThat(allowedIn(section)).as(key).contains(key.substring(dot + 1));
            } else {
                assertThat(problems("", key + "=1"))
                        .as(key)
                        .extracting(Problem::code)
                        .doesNotContain("UNKNOWN-KEY");
            }
        }
    }

    @Test
    void everyGuardedProducerPropertyIsDocumented() throws IOException {
        String page = page("configuration.md");
        var vocabulary = new ProducerProperties();
        assertThat(vocabulary.names())
                .filteredOn(name -> vocabulary
                        .objection(name, "-7")
                        .filter(o -> o.code().equals("BREAKS-PROMISE"))
                        .isPresent())
                .hasSizeGreaterThan(15)
                .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
    }

    @Test
    void metricTableIsTheListOfMetrics() throws IOException {
        Map<String, String> documented = new LinkedHashMap<>();
        for (MatchResult row : matches(METRIC_ROW, page("operating.md"))) {
            documented.put(
                    row.group(1),
                    row.group(2) + " " + row.group(3).replace("`", "").strip());
        }
        Map<String, String> known = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            known.put(
                    metric.exposedName(), metric.kind().name().toLowerCase() + " " + String.join(", ", metric.tags()));
        }
        assertThat(documented).containsExactlyInAnyOrderEntriesOf(known);
    }

    @Test
    void everyMetricIsExposedUnderItsDocumentedName() {
        try (var metrics = new Metrics()) {
            var meter = metrics.ingest().mapping("telemetry");
            meter.dropped("invalid");
            for (Metric metric : Metric.values()) {
                boolean ofMessages =
                        metric == Metric.MESSAGES_UNMAPPED || metric.tags().contains("mapping");
                if (!ofMessages && metric.kind() == Metric.Kind.GAUGE) {
                    metrics.gauges().gauge(metric, () -> 1, metric.tags().toArray(String[]::new));
                } else if (!ofMessages) {
                    metrics.gauges().counter(metric, () -> 1, metric.tags().toArray(String[]::new));
                }
            }
            var exposed = new TreeSet<String>();
            for (MatchResult type : matches(Pattern.compile("(?m)^# TYPE (sluice_\\w+) (\\w+)$"), metrics.scrape())) {
                exposed.add(type.group(1) + " " + type.group(2));
            }
            assertThat(exposed)
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(Metric.values())
                            .map(m -> m.exposedName() + " " + m.kind().name().toLowerCase())
                            .toList());
        }
    }

    @Test
    void everyRejectReasonHasItsHeading() throws IOException {
        String reasons = page("operating.md").split("## Reject reasons\n", 2)[1];

        assertThat(matches(Pattern.compile("(?m)^### (\\w+)$"), reasons))
                .extracting(heading -> heading.group(1))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(RejectReason.values()).map(Enum::name).toList());
    }

    private static Map<String, String> documentedKeys() throws IOException {
        Map<String, String> keys = new LinkedHashMap<>();
        for (MatchResult row : matches(KEY_ROW, page("configuration.md"))) {
            keys.put(row.group(1), row.group(3));
        }
        assertThat(keys).hasSizeGreaterThan(15);
        return keys;
    }

    private static List<String> allowedIn(String section) {
        String message = problems("mappings: [{from: a}]", section + ".zzzzzzzzzzzzzzzz=1").stream()
                .filter(problem -> problem.code().equals("UNKNOWN-KEY"))
                .map(Problem::message)
                .findFirst()
                .orElseThrow();
        assertThat(message).startsWith("unknown key; allowed here: ").doesNotContain("…");
        return Arrays.stream(message.substring(message.indexOf(": ") + 2).split(", "))
                .toList();
    }

    private static Optional<SluiceSettings> settings(String... overrides) {
        return SettingsFile.empty(List.of(overrides)).read(SluiceSettings.reader(new ProducerProperties(), DOCS));
    }

    private static List<Problem> problems(String yaml, String... overrides) {
        var file = SettingsFile.ofText("sluice.yaml", yaml, DOCS, List.of(overrides), name -> "set");
        file.read(SluiceSettings.reader(new ProducerProperties(), DOCS));
        return file.problems().all();
    }

    private static String page(String name) throws IOException {
        return Files.readString(DOCS.resolve(name));
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
