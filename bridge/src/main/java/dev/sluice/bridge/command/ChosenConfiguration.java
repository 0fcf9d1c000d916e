package dev.sluice.bridge.command;

import dev.sluice.bridge.reload.ConfigurationSource;
import dev.sluice.bridge.reload.Reading;
import dev.sluice.bridge.settings.SluiceSettings;

/** A configuration without problems, and where it can be read again. */
record ChosenConfiguration(ConfigurationSource source, Reading reading) {

    SluiceSettings settings() {
        return reading.settings().orElseThrow();
    }
}
