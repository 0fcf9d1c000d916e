package dev.sluice.broker;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/conformance.md names every statement of both standards once, and only tests that exist. */
class ConformancePageTest {

    private static final Path PAGE = Path.of("../docs/conformance.md");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| MQTT-(\\S+) \\|.*\\|$");
    private static final Pattern CLIENTS = Pattern.compile("MQTT-([0-9.]+-[0-9]+)[,.]");
    private static final Pattern TEST = Pattern.compile("`([A-Za-z0-9]+(?:IT|Test))\\.([A-Za-z0-9]+)`");
    private static final Pattern PROOF = Pattern.compile("\\| ([^|]*) \\|$");

    /** Section by section, the numbers of its statements: appendix B of each standard. */
    private enum Standard {
        MQTT_5_0("""
                1.5.4:1-3 1.5.5:1 1.5.7:1 2.1.3:1 2.2.1:2-6 2.2.2:1 3.1.0:1-2 3.1.2:1-30 3.1.3:1-12 3.1.4:1-6 3.2.0:1-2 3.2.2:1-22
                3.3.1:1-13 3.3.2:1-20 3.3.4:1-10 3.4.2:1-3 3.5.2:1-3 3.6.1:1 3.6.2:1-3 3.7.2:1-3 3.8.1:1 3.8.3:1-5 3.8.4:1-8 3.9.2:1-2
                3.9.3:1-2 3.10.1:1 3.10.3:1-2 3.10.4:1-6 3.11.2:1-2 3.11.3:1-2 3.12.4:1 3.14.0:1 3.14.1:1 3.14.2:1-4 3.14.4:1-3
                3.15.1:1 3.15.2:1-3 4.1.0:1-2 4.2.0:1 4.3.1:1 4.3.2:1-5 4.3.3:1-13 4.4.0:1-2 4.5.0:1-2 4.6.0:1-6 4.7.0:1 4.7.1:1-2
                4.7.2:1 4.7.3:1-4 4.8.2:1-6 4.9.0:1-3 4.12.0:1-7 4.12.1:1-2 4.13.1:1 4.13.2:1 6.0.0:1-4
                """, 251),
        MQTT_3_1_1("""
                1.5.3:1-3 2.2.2:1-2 2.3.1:1-7 3.1.0:1-2 3.1.2:1-24 3.1.3:1-11 3.1.4:1-5 3.2.0:1 3.2.2:1-6 3.3.1:1-12 3.3.2:1-3 3.3.4:1
                3.3.5:1-2 3.6.1:1 3.8.1:1 3.8.3:1-4 3.8.4:1-6 3.9.3:1-2 3.10.1:1 3.10.3:1-2 3.10.4:1-6 3.12.4:1 3.14.1:1 3.14.4:1-3
                4.1.0:1-2 4.3.1:1 4.3.2:1-2 4.3.3:1-2 4.4.0:1 4.5.0:1-2 4.6.0:1-6 4.7.1:1-3 4.7.2:1 4.7.3:1-4 4.8.0:1-2 6.0.0:1-4
                7.0.0:1-2 7.1.1:1 7.1.2:1
                """, 141);

        private final List<String> statements;

        Standard(String sections, int count) {
            statements = Arrays.stream(sections.trim().split("\\s+"))
                    .flatMap(Standard::ofSection)
                    .toList();
            assertThat(statements).hasSize(count).doesNotHaveDuplicates();
        }

        private static Stream<String> ofSection(String section) {
            var name = section.substring(0, section.indexOf(':'));
            var range = section.substring(name.length() + 1).split("-");
            return IntStream.rangeClosed(Integer.parseInt(range[0]), Integer.parseInt(range[range.length - 1]))
                    .mapToObj(number -> name + "-" + number);
        }

        private String title() {
            return name().replaceFirst("_", " ").replace('_', '.');
        }

        private String chapter() {
            var page = page();
            int start = page.indexOf("\n## " + title());
            assertThat(start).isPositive();
            int next = page.indexOf("\n## ", start + 1);
            return page.substring(start, next < 0 ? page.length() : next);
        }

        private List<String> rows() {
            return ROW.matcher(chapter()).results().map(MatchResult::group).toList();
        }

        private List<String> ofClients() {
            return CLIENTS.matcher(chapter().replaceAll("(?m)^\\|.*$", ""))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }
    }

    private static String page() {
        return read(PAGE);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyStatementIsThereOnce(Standard standard) {
        var named = new ArrayList<>(standard.ofClients());
        ROW.matcher(standard.chapter()).results().forEach(row -> named.add(row.group(1)));

        assertThat(named).containsExactlyInAnyOrderElementsOf(standard.statements);
    }

    @ParameterizedTest
    @EnumSource
    void theSummaryCountsTheRows(Standard standard) {
        long notMet =
                standard.rows().stream().filter(ConformancePageTest::isNotMet).count();

        assertThat(page())
                .contains("- %s: %d met, %d not met, %d bind clients."
                        .formatted(
                                standard.title(),
                                standard.rows().size() - notMet,
                                notMet,
                                standard.ofClients().size()));
    }

    private static boolean isNotMet(String row) {
        return row.contains("| **not met**: ");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMetIsProven(Standard standard) {
        assertThat(standard.rows()).allSatisfy(row -> {
            var proof = PROOF.matcher(row);
            assertThat(proof.find()).isTrue();
            assertThat(isNotMet(row) || TEST.matcher(proof.group(1)).find()).isTrue();
        });
    }

    @Test
    void everyTestThatIsNamedExists() {
        var sources = sources();
        assertThat(TEST.matcher(page()).results().toList()).allSatisfy(test -> {
            assertThat(sources).containsKey(test.group(1));
            assertThat(sources.get(test.group(1))).contains(" void " + test.group(2) + "(");
        });
    }

    /** By class name. */
    private static Map<String, String> sources() {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().matches(".*(IT|Test)\\.java"))
                    .collect(toMap(
                            file -> file.getFileName().toString().replace(".java", ""), ConformancePageTest::read));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
