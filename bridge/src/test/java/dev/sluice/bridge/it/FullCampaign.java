package dev.sluice.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fault campaign in full, for an hour or so: only with Maven's profile {@code audit}. */
class FullCampaign {

    @TempDir
    Path folder;

    @Test
    void nothingAcknowledgedIsLostInAFullCampaign() throws IOException {
        assertThat(AuditIT.campaign(folder, Duration.ofHours(2), "--messages=1000000"))
                .containsPattern(" lost=0 duplicated=\\d+ reordered=0\\s*$");
    }
}
