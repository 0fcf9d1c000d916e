package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.settings.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages about Kubernetes say is what the chart takes. */
class DocsTest {

    private static final Pattern VALUES = Pattern.compile("(?s)```yaml\\n(# values\\.yaml.*?)\\n```");
    private static final Pattern MANAGED = Pattern.compile("(?s)\\n## Managed Kafkas\\n(.*?)(?=\\n## |\\z)");
    private static final Pattern SETTINGS = Pattern.compile("(?s)```yaml\\n(# sluice\\.yaml.*?)\\n```");

    @Test
    void everyExampleOfValuesRenders() {
        var examples = blocks(VALUES, Docs.kubernetes());

        assertThat(examples)
                .hasSizeGreaterThan(3)
                .allSatisfy(example ->
                        assertThat(Chart.with(example).objects()).as(example).isNotEmpty());
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
