package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReloadSettingsTest {

    @Test
    void defaultsAreToLookEveryFiveSeconds() {
        assertThat(SettingsText.good("", ReloadSettings::read))
                .isEqualTo(new ReloadSettings(true, Duration.ofSeconds(5)));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(SettingsText.good("{watch: false, interval: 1m}", ReloadSettings::read))
                .isEqualTo(new ReloadSettings(false, Duration.ofMinutes(1)));
    }
}
