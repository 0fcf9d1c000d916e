package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.settings.DataSize;
import dev.sluice.mapping.settings.Secret;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpoolSettingsTest {

    private static final Path START = Path.of("/etc/sluice");
    private static final Path STATE = Path.of("/var/lib/sluice");

    @Test
    void defaultsAreAGigabyteInTheFolderForWhatSluiceKeeps() {
        assertThat(read(""))
                .isEqualTo(
                        new SpoolSettings(Path.of("/var/lib/sluice/spool"), DataSize.ofGigabytes(1), Optional.empty()));
    }

    @Test
    void everyKeyIsRead() {
        var key = "ab".repeat(32);

        var settings = read("folder: here\nmax-bytes: 64MB\nkey: " + key);

        assertThat(settings)
                .isEqualTo(new SpoolSettings(
                        Path.of("/etc/sluice/here"), DataSize.ofMegabytes(64), Optional.of(new Secret(key))));
        assertThat(settings.keyBytes())
                .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(32));
        assertThat(settings.toString()).doesNotContain(key);
    }

    private static SpoolSettings read(String yaml) {
        return SettingsText.good(yaml, (node, problems) -> SpoolSettings.read(node, START, STATE, problems));
    }
}
