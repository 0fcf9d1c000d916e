package dev.sluice.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkplaceTest {

    @Test
    void holdsTheRuleBesideItsSchemaAndGoesAwayWhole() {
        var place = Workplace.make();

        assertThat(place.configuration()).content().contains("from: devices/{site}/{device}/telemetry");
        assertThat(place.schemas().resolve("Telemetry.avsc")).content().contains("\"Telemetry\"");
        place.delete();
        assertThat(place.folder()).doesNotExist();
    }
}
