package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.lint.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/kubernetes*.md says of the chart is what the chart does. */
class ChartPageTest {

    private static final Pattern BLOCK = Pattern.compile("```yaml\\n(# values\\.yaml.*?)\\n```", Pattern.DOTALL);
    private static final Pattern KEYS = Pattern.compile("(?m)^\\| [^|`]+ \\| ((?:`[a-zA-Z.]+`[^|`]*)+) \\|$");
    private static final Pattern KEY = Pattern.compile("`([a-zA-Z.]+)`");

    static List<String> blocks() {
        return BLOCK.matcher(pages()).results().map(block -> block.group(1)).toList();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyPieceOfValuesRendersAndSluiceReadsWhatComesOfIt(String values, @TempDir Path folder) {
        var verdict = Verdict.on(Chart.with(values), folder);

        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.advice()).noneMatch(advice -> advice.level() != Level.HINT);
    }

    @Test
    void everyKeyByPurposeIsAKeyOfTheChart() {
        var values = Chart.values();
        var section = pages().split("## Values by purpose\n", 2)[1].split("\n### ", 2)[0];
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
        assertThat(Story.all()).allSatisfy(story -> assertThat(pages()).contains("../k8s/stories/" + story + ".yaml"));
    }

    private static String pages() {
        try (var files = Files.list(Path.of("../docs"))) {
            var text = new StringBuilder();
            for (var file : files.filter(file -> file.getFileName().toString().startsWith("kubernetes"))
                    .sorted()
                    .toList()) {
                text.append(Files.readString(file)).append('\n');
            }
            return text.toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
