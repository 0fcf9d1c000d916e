package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.lint.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code mvn -pl k8s -am test -Dgolden.update=true -Dtest=StoriesTest} writes what is rendered anew. */
class StoriesTest {

    @TempDir
    private Path folder;

    static List<Story> stories() {
        return Story.all();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void rendersAsKept(Story story) throws IOException {
        var rendered = "# What `helm template sluice k8s/sluice -n iot -f k8s/stories/" + story + ".yaml` prints.\n"
                + story.rendered().text();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(story.golden(), rendered);
        }

        assertThat(story.golden()).content().isEqualTo(rendered);
    }

    @ParameterizedTest
    @MethodSource("stories")
    void lintsStrictly(Story story) {
        var result = Chart.lint(story.text());

        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void everyObjectIsWhatKubernetesTakes(Story story) {
        assertThat(story.rendered().objects().stream().flatMap(object -> TypedModel.complaints(object).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void sluiceItselfReadsItsConfigurationWithoutAProblemOrAWarning(Story story) {
        var verdict = Verdict.on(story.rendered(), folder);

        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.advice())
                .filteredOn(advice -> advice.level() != Level.HINT)
                .isEmpty();
    }
}
