package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.lint.Level;
import dev.sluice.mapping.settings.SettingsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages about Kubernetes say is what the chart takes. */
class DocsTest {

    private static final Pattern VALUES = Pattern.compile("(?s)```yaml\\n(# values\\.yaml.*?)\\n```");
    private static final Pattern KEYS = Pattern.compile("(?m)^\\| [^|`]+ \\| ((?:`[a-zA-Z.]+`[^|`]*)+) \\|$");
    private static final Pattern KEY = Pattern.compile("`([a-zA-Z.]+)`");
    private static final Pattern MANAGED = Pattern.compile("(?s)\\n## Managed Kafkas\\n(.*?)(?=\\n## |\\z)");
    private static final Pattern SETTINGS = Pattern.compile("(?s)```yaml\\n(# sluice\\.yaml.*?)\\n```");

    static List<String> values() {
        return blocks(VALUES, Docs.kubernetes());
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyPieceOfValuesRendersAndSluiceReadsWhatComesOfIt(String values, @TempDir Path folder) {
        var verdict = Verdict.on(Chart.with(values), folder);

        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.advice()).noneMatch(advice -> advice.level() != Level.HINT);
    }

    @Test
    void everyKeyByPurposeIsAKeyOfTheChart() {
        var values = Chart.values();
        var section = Docs.kubernetes().split("## Values by purpose\n", 2)[1].split("\n### ", 2)[0];
        var unknown = new ArrayList<String>();
        KEYS.matcher(section)
                .results()
                .forEach(row -> KEY.matcher(row.group(1)).results().forEach(key -> {
                    if (values.at("/" + key.group(1).replace('.', '/')).isMissingNode()) {
                        unknown.add(key.group(1));
                    }
                }));

        assertThat(unknown).isEmpty();
    }

    @Test
    void everyStoryIsNamed() {
        var pages = Docs.kubernetes();

        assertThat(Story.all()).allSatisfy(story -> assertThat(pages).contains("../k8s/stories/" + story + ".yaml"));
    }

    /** A setting that would break the promise, or that Kafka's client does not know, would be a problem. */
    @Test
    void everyManagedKafkaHasAConfigurationThatSluiceReads() {
        var section = MANAGED.matcher(Docs.kubernetes())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        var examples = blocks(SETTINGS, section);

        assertThat(examples).hasSize(3);
        for (var example : examples) {
            var file = SettingsFile.ofText("sluice.yaml", example, Path.of("."), List.of(), name -> "set");
            var settings = file.read(SluiceSettings.reader(new ProducerProperties(), Path.of(".")));

            assertThat(file.problems().all()).as(example).isEmpty();
            assertThat(settings).as(example).isPresent();
            assertThat(settings.get().kafka().producer()).containsKeys("security.protocol", "sasl.jaas.config");
        }
    }

    private static List<String> blocks(Pattern block, String text) {
        return block.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
