package dev.sluice.bridge.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kafka away for minutes under 10,000 messages/s: {@code mvn verify -Pcampaigns -pl bridge -am -Dit.test=OutageCampaignIT
 * -Doutage.seconds=300 -Doutage.kind=freeze} ({@code kill} and {@code stop} as well).
 */
@Tag("campaign")
class OutageCampaignIT {

    @TempDir
    Path folder;

    @Test
    void connectionsWithinTheirWindowAreKeptAndServedWithinTenSecondsOfKafkasReturn() {
        var report = OutageCampaign.run(
                folder,
                new OutageSettings(
                        Outage.valueOf(
                                System.getProperty("outage.kind", "freeze").toUpperCase(Locale.ROOT)),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(Integer.getInteger("outage.seconds", 300)),
                        Duration.ofSeconds(30),
                        580,
                        20,
                        20,
                        20,
                        Integer.getInteger("outage.rate", 10_000),
                        50_000));
        System.out.println(report.text());

        assertThat(report.withinLost()).isLessThanOrEqualTo(report.withinConnections() / 100);
        assertThat(report.pingMost()).as("a ping's wait, in seconds").isLessThan(10);
        assertThat(report.lagMost())
                .as(
                        "an event loop's lag, in seconds: what Vert.x calls blocked, if nothing else keeps the machine busy")
                .isLessThan(2);
        assertThat(report.liveLate())
                .as("heap in use at the end of the outage")
                .isLessThan((long) BridgeUnderLoad.HEAP_MEGABYTES << 19)
                .isLessThan(report.liveEarly() * 5 / 4 + (16 << 20));
        assertThat(report.answeredAfter()).as("seconds after Kafka's return").isLessThan(10);
        assertThat(report.audits())
                .allSatisfy(verdict -> assertThat(verdict.audit()).contains(" lost=0 "));
    }
}
