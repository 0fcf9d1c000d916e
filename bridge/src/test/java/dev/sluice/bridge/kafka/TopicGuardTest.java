package dev.sluice.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.kafka.TopicGuard.Verdict;
import dev.sluice.bridge.settings.TopicNamePattern;
import dev.sluice.bridge.settings.TopicSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopicGuardTest {

    @Test
    void withoutAnySettingItIsTheBrokersBusiness() {
        var guard = new TopicGuard(TopicSettings.OFF, "dead");

        assertThat(guard.isOn()).isFalse();
        assertThat(guard.verdict("telemetry.north")).isEqualTo(Verdict.OFF);
        assertThat(guard.verdict("dead")).isEqualTo(Verdict.OFF);
    }

    @Test
    void onlyAllowedNamesAreCreatedAndOnlySoMany() {
        var guard = guard(true, Optional.empty());
        guard.listed(Set.of("telemetry.a", "other"));

        assertThat(guard.verdict("telemetry.b")).isEqualTo(Verdict.CREATE);
        assertThat(guard.verdict("elsewhere")).isEqualTo(Verdict.NOT_ALLOWED);
        guard.created("telemetry.b");
        assertThat(guard.verdict("telemetry.c")).isEqualTo(Verdict.FULL);
        assertThat(guard.allowedThatExist()).isEqualTo(2);
    }

    @Test
    void whatMayNotBeCreatedGoesToTheQuarantine() {
        var guard = guard(true, Optional.of("quarantine"));
        guard.listed(Set.of("telemetry.a", "telemetry.b"));

        assertThat(guard.verdict("elsewhere")).isEqualTo(Verdict.QUARANTINE);
        assertThat(guard.verdict("telemetry.c")).isEqualTo(Verdict.QUARANTINE);
        assertThat(guard(false, Optional.of("quarantine")).verdict("telemetry.c"))
                .isEqualTo(Verdict.QUARANTINE);
    }

    @Test
    void topicsThatTheConfigurationNamesNeedNoPermissionAndDoNotCount() {
        var guard = guard(true, Optional.of("telemetry.quarantine"));
        guard.listed(Set.of("telemetry.a", "telemetry.quarantine"));

        assertThat(guard.verdict("dead")).isEqualTo(Verdict.CREATE);
        assertThat(guard.verdict("telemetry.quarantine")).isEqualTo(Verdict.CREATE);
        assertThat(guard.allowedThatExist()).isEqualTo(1);
        assertThat(guard(false, Optional.of("q")).verdict("q")).isEqualTo(Verdict.OFF);
    }

    @Test
    void namesThatNobodyHasSeenAreKeptUpToABound() {
        var guard = guard(true, Optional.empty());
        guard.listed(Set.of("seen"));
        var topics = new Topics(guard);
        for (int i = 0; i < Topics.MOST_UNPROVEN; i++) {
            assertThat(topics.find("invented-" + i)).isNotNull();
        }

        assertThat(topics.find("one-more")).isNull();
        assertThat(topics.find("seen")).isNotNull();
        assertThat(topics.pinned("named-by-a-rule")).isNotNull();
        topics.proven(topics.find("invented-0"));
        topics.forget(topics.find("invented-1"));
        topics.forget(topics.find("invented-2"));
        assertThat(topics.find("one-more")).isNotNull();
    }

    private static TopicGuard guard(boolean create, Optional<String> quarantine) {
        var settings = new TopicSettings(
                create,
                List.of(new TopicNamePattern("telemetry.*")),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                false,
                2,
                quarantine);
        return new TopicGuard(settings, "dead");
    }
}
