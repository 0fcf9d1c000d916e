package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataSettingsTest {

    @Test
    void defaultsAreDurableSessionsBesideTheConfiguration() {
        assertThat(SettingsText.good("", DataSettingsTest::read))
                .isEqualTo(new DataSettings(Path.of("/etc/sluice/data"), SessionKeeping.DURABLE));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(SettingsText.good("{folder: /var/lib/sluice, sessions: memory}", DataSettingsTest::read))
                .isEqualTo(new DataSettings(Path.of("/var/lib/sluice"), SessionKeeping.MEMORY));
    }

    private static DataSettings read(Node node, Problems problems) {
        return DataSettings.read(node, SettingsText.FOLDER, problems);
    }
}
