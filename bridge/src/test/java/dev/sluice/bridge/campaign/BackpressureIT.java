package dev.sluice.bridge.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link OutageCampaignIT}: every stage that a short outage can show, without asking how fast. */
@Tag("campaign")
class BackpressureIT {

    private static final int SERVER_UNAVAILABLE = 3;

    @TempDir
    Path folder;

    @Test
    void devicesWithinTheirWindowStayAndLoseNothingWhileOthersArePausedAndNewOnesRefused() {
        var report = OutageCampaign.run(
                folder,
                new OutageSettings(
                        Outage.FREEZE,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(6),
                        10,
                        4,
                        2,
                        2,
                        600,
                        1_000));
        System.out.println(report.text());

        assertThat(report.stages()).containsExactly("acks_withheld", "connections_paused", "connections_refused");
        assertThat(report.pausedMost())
                .as("the loud ones, and nobody else")
                .isBetween(
                        1.0,
                        (double) report.settings().beyond() + report.settings().qos0());
        assertThat(report.withinLost()).isZero();
        assertThat(report.pings()).isGreaterThan(report.settings().pinging());
        assertThat(report.strangerHeard()).isEqualTo(SERVER_UNAVAILABLE);
        assertThat(report.strangerHeardLater()).isZero();
        assertThat(report.audits()).hasSize(2).allSatisfy(verdict -> {
            assertThat(verdict.audit()).contains(" lost=0 ").contains(" reordered=0");
            assertThat(verdict.exit()).isZero();
        });
    }
}
