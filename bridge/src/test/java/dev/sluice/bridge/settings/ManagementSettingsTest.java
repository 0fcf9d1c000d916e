package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ManagementSettingsTest {

    @Test
    void defaultsArePort8080OnLoopback() {
        assertThat(SettingsText.good("", ManagementSettings::read))
                .isEqualTo(new ManagementSettings("127.0.0.1", 8_080));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(SettingsText.good("{host: 0.0.0.0, port: 9090}", ManagementSettings::read))
                .isEqualTo(new ManagementSettings("0.0.0.0", 9_090));
    }

    @Test
    void hostIsNotAnAddressWithAPath() {
        assertThat(SettingsText.problems("management: {host: 'http://localhost'}"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("management.host");
                    assertThat(problem.code()).isEqualTo("BAD-VALUE");
                });
    }
}
