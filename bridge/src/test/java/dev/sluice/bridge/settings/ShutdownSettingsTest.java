package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShutdownSettingsTest {

    @Test
    void defaultsAreTenSecondsOfDraining() {
        assertThat(SettingsText.good("", ShutdownSettings::read))
                .isEqualTo(new ShutdownSettings(Duration.ofSeconds(10)));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(SettingsText.good("drain: 1m", ShutdownSettings::read))
                .isEqualTo(new ShutdownSettings(Duration.ofMinutes(1)));
    }
}
