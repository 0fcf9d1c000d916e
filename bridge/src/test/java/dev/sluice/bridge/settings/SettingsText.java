package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problem;
import dev.sluice.mapping.settings.Problems;
import dev.sluice.mapping.settings.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** YAML in, settings or problems out. */
final class SettingsText {

    static final Path FOLDER = Path.of("/etc/sluice");

    private SettingsText() {}

    /** Settings that must be good; a key that the reader does not ask for fails the test. */
    static <T> T good(String yaml, BiFunction<Node, Problems, T> reader) {
        var file = SettingsFile.ofText("sluice.yaml", yaml, FOLDER, List.of(), Map.<String, String>of()::get);
        var settings = file.read(reader);
        assertThat(file.problems().all()).isEmpty();
        return settings.orElseThrow();
    }

    static SluiceSettings good(String yaml) {
        return good(yaml, whole());
    }

    static List<Problem> problems(String yaml, String... overrides) {
        var file = SettingsFile.ofText("sluice.yaml", yaml, FOLDER, List.of(overrides), Map.<String, String>of()::get);
        file.read(whole());
        return file.problems().all();
    }

    static BiFunction<Node, Problems, SluiceSettings> whole() {
        return SluiceSettings.reader(new ProducerProperties(), FOLDER);
    }
}
