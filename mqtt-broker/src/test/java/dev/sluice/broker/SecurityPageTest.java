package dev.sluice.broker;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security.md names only tests that exist, in whichever module. */
class SecurityPageTest {

    private static final Path PAGE = Path.of("../docs/security.md");
    private static final Path MODULES = Path.of("..");
    private static final Pattern TEST = Pattern.compile("`([A-Za-z0-9]+(?:IT|Test))(?:\\.([A-Za-z0-9]+))?`");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        var sources = sources();
        assertThat(TEST.matcher(Files.readString(PAGE)).results().toList())
                .hasSizeGreaterThan(60)
                .allSatisfy(test -> {
                    assertThat(sources).containsKey(test.group(1));
                    if (test.group(2) != null) {
                        assertThat(sources.get(test.group(1))).contains(" void " + test.group(2) + "(");
                    }
                });
    }

    @Test
    void everyHazardNamesItsTest() throws IOException {
        var page = Files.readString(PAGE);
        var from = page.indexOf("| what it would do |");
        var table =
                page.substring(from, page.indexOf("\n\n", from)).lines().skip(2).toList();

        assertThat(table).hasSizeGreaterThan(25).allSatisfy(row -> {
            var proof = row.substring(row.lastIndexOf("|", row.length() - 2));
            assertThat(TEST.matcher(proof).find() || proof.contains("none of its own: "))
                    .isTrue();
        });
    }

    /** By class name. */
    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> modules = Files.list(MODULES)) {
            var tests = modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList();
            return tests.stream()
                    .flatMap(SecurityPageTest::testsIn)
                    .collect(toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            SecurityPageTest::read,
                            (one, other) -> one + other)); // ArchitectureTest and DocsTest are in several modules
        }
    }

    private static Stream<Path> testsIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*(IT|Test)\\.java")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
