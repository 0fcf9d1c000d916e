package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaSettingsTest {

    @Test
    void defaultsAreNoFolder() {
        assertThat(SettingsText.good("", SchemaSettingsTest::read)).isEqualTo(new SchemaSettings(Optional.empty()));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(SettingsText.good("folder: schemas", SchemaSettingsTest::read))
                .isEqualTo(new SchemaSettings(Optional.of(Path.of("/etc/sluice/schemas"))));
        assertThat(SettingsText.good("folder: /srv/schemas", SchemaSettingsTest::read))
                .isEqualTo(new SchemaSettings(Optional.of(Path.of("/srv/schemas"))));
    }

    @Test
    void registryIsNotBuiltYetAndSaysSo() {
        assertThat(SettingsText.problems("schemas: {registry: {url: 'http://localhost:8081'}}"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("schemas.registry");
                    assertThat(problem.code()).isEqualTo("NOT-YET");
                });
    }

    private static SchemaSettings read(Node node, Problems problems) {
        return SchemaSettings.read(node, SettingsText.FOLDER, problems);
    }
}
