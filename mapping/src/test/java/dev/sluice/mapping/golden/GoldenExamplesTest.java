package dev.sluice.mapping.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.message.RejectReason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example does what it says, and docs/mapping.md says what the examples do. {@code -Dgolden.update=true} writes {@code expected.json}
 * and the page's sections anew: then read the difference.
 */
class GoldenExamplesTest {

    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    static List<GoldenExample> examples() throws IOException {
        return GoldenExample.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleBecomesWhatItsFolderSays(GoldenExample example) throws IOException {
        var actual = Layout.file(example.actual());
        if (UPDATE) {
            Files.writeString(example.folder().resolve("expected.json"), actual);
        }
        assertThat(actual).isEqualTo(example.text("expected.json"));
    }

    @Test
    void thePageShowsTheExamplesFilesByteByByte() throws IOException {
        if (UPDATE) {
            for (var example : examples()) {
                everyExampleBecomesWhatItsFolderSays(example);
            }
            Files.writeString(MappingPage.FILE, MappingPage.renewed(Files.readString(MappingPage.FILE)));
        }
        var page = Files.readString(MappingPage.FILE);
        assertThat(page).isEqualTo(MappingPage.renewed(page));
    }

    @Test
    void thePageShowsEveryExampleOnce() throws IOException {
        assertThat(MappingPage.examples(Files.readString(MappingPage.FILE)))
                .containsExactlyInAnyOrderElementsOf(
                        examples().stream().map(GoldenExample::name).toList());
    }

    @Test
    void everyReasonThatMappingGivesHasAnExample() throws IOException {
        var reasons = new ArrayList<RejectReason>();
        for (var example : examples()) {
            example.expected().findValuesAsText("reason").forEach(reason -> reasons.add(RejectReason.valueOf(reason)));
        }
        assertThat(EnumSet.copyOf(reasons))
                .as("two are found out behind the mapping, and the others would be a page of elements, or need a story")
                .isEqualTo(EnumSet.complementOf(EnumSet.of(
                        RejectReason.RECORD_TOO_LARGE,
                        RejectReason.UNMAPPED,
                        RejectReason.TOO_MANY_RECORDS,
                        RejectReason.SPARKPLUG_BIRTH_MISSING)));
    }
}
