package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.settings.DataSize;
import org.junit.jupiter.api.Test;

class BudgetSettingsTest {

    @Test
    void defaultsAreFiftyThousandMessagesAndSixtyFourMegabytes() {
        assertThat(SettingsText.good("", BudgetSettings::read))
                .isEqualTo(new BudgetSettings(50_000, DataSize.ofMegabytes(64)));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(SettingsText.good("{messages: 7, bytes: 2MB}", BudgetSettings::read))
                .isEqualTo(new BudgetSettings(7, DataSize.ofMegabytes(2)));
    }
}
