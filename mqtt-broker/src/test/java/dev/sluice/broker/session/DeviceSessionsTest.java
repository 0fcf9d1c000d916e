package dev.sluice.broker.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviceSessionsTest {

    private final DeviceSessions sessions = new DeviceSessions();

    @Test
    void aResumedSessionIsTheOneBefore() {
        var before = sessions.opened("device", false);

        assertThat(sessions.opened("device", true)).isSameAs(before);
    }

    @Test
    void aDeviceThatBeginsAfreshKnowsNothingOfBefore() {
        var before = sessions.opened("device", false);

        assertThat(sessions.opened("device", false)).isNotSameAs(before);
        assertThat(sessions.size()).isEqualTo(1);
    }

    @Test
    void theEndOfAnOldSessionLeavesTheNewOneAlone() {
        var before = sessions.opened("device", false);
        var now = sessions.opened("device", false);

        sessions.ended("device", before);

        assertThat(sessions.opened("device", true)).isSameAs(now);
    }

    @Test
    void anEndedSessionIsGone() {
        sessions.opened("device", false);

        sessions.ended("device");

        assertThat(sessions.size()).isZero();
    }
}
