package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.settings.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManagementSettingsTest {

    @Test
    void defaultsArePort8080OnLoopback() {
        assertThat(SettingsText.good("", ManagementSettings::read))
                .isEqualTo(new ManagementSettings("127.0.0.1", 8_080, Optional.empty()));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(SettingsText.good("{host: 0.0.0.0, port: 9090, token: 0123456789abcdef}", ManagementSettings::read))
                .isEqualTo(new ManagementSettings("0.0.0.0", 9_090, Optional.of(new Secret("0123456789abcdef"))));
    }

    @Test
    void tokenThatCanBeGuessedIsAProblemAndNotShown() {
        assertThat(SettingsText.problems("management: {token: hunter2}"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("management.token");
                    assertThat(problem.message()).doesNotContain("hunter2");
                });
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
