package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.registry.RegistrySettings;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problem;
import dev.sluice.mapping.settings.Problems;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaSettingsTest {

    @Test
    void defaultsAreNoFolderAndNoRegistry() {
        assertThat(SettingsText.good("", SchemaSettingsTest::read))
                .isEqualTo(new SchemaSettings(Optional.empty(), Optional.empty()));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(SettingsText.good("folder: schemas", SchemaSettingsTest::read))
                .isEqualTo(new SchemaSettings(Optional.of(Path.of("/etc/sluice/schemas")), Optional.empty()));
        assertThat(SettingsText.good("folder: /srv/schemas", SchemaSettingsTest::read))
                .isEqualTo(new SchemaSettings(Optional.of(Path.of("/srv/schemas")), Optional.empty()));
        assertThat(SettingsText.good("registry: {url: 'http://localhost:8081'}", SchemaSettingsTest::read))
                .isEqualTo(new SchemaSettings(
                        Optional.empty(), Optional.of(RegistrySettings.at(URI.create("http://localhost:8081")))));
    }

    @Test
    void registryThatCannotBeUsedIsNotAsked() {
        assertThat(SettingsText.problems("""
                        schemas: {registry: {url: nonsense}}
                        mappings:
                          - name: a
                            from: a
                            to: {topic: a}
                            value: {schema: {subject: a-value}}
                        """))
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("BAD-VALUE", "SCHEMA-UNREACHABLE");
    }

    private static SchemaSettings read(Node node, Problems problems) {
        return SchemaSettings.read(node, SettingsText.FOLDER, problems);
    }
}
