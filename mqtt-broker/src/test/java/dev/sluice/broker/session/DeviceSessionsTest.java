package dev.sluice.broker.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.publish.ConnectedDevice;
import dev.sluice.broker.publish.Fingerprint;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.Ingest;
import dev.sluice.broker.publish.IngestLane;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeviceSessionsTest {

    private final Marks marks = new Marks();
    private final DeviceSessions sessions = new DeviceSessions(marks, 100);
    private OptionalLong kept = OptionalLong.of(41);

    @Test
    void aResumedSessionIsTheOneBefore() {
        var before = opened(false);

        assertThat(opened(true)).isSameAs(before);
        assertThat(marks.asked).isEmpty();
    }

    @Test
    void aResumedSessionOfAnEarlierProcessBeginsWithWhatThatStored() {
        marks.stored = Set.of(7);

        var resumed = opened(true);
        opened(true);

        assertThat(resumed.received(7, true, "event", Fingerprint.of("topic", new byte[0], false), HeldAck.NONE))
                .isInstanceOf(Arrival.AlreadyStored.class);
        assertThat(marks.asked).containsExactly("device 41");
        assertThat(marks.ended).isEmpty();
    }

    @Test
    void aDeviceThatBeginsAfreshKnowsNothingOfBefore() {
        marks.stored = Set.of(7);
        var before = opened(true);

        var fresh = opened(false);

        assertThat(fresh).isNotSameAs(before);
        assertThat(fresh.receiving()).isZero();
        assertThat(sessions.size()).isEqualTo(1);
        assertThat(marks.ended).containsExactly("device");
    }

    @Test
    void aSessionIsToldFromTheOnesBeforeByItsNumber() {
        assertThat(opened(true).number()).isEqualTo(41);
        assertThat(marks.asked).containsExactly("device 41");

        var fresh = opened(false);
        assertThat(fresh.number()).isNotIn(0L, 41L);
        assertThat(opened(true).number()).isEqualTo(fresh.number());
        assertThat(opened(false).number()).isNotEqualTo(fresh.number());
    }

    @Test
    void aSessionThatNoEarlierProcessKeptBeginsWithoutMarks() {
        kept = OptionalLong.empty();
        marks.stored = Set.of(7);

        assertThat(opened(true).receiving()).isZero();
    }

    @Test
    void theEndOfAnOldSessionLeavesTheNewOneAlone() {
        var before = opened(false);
        var now = opened(false);
        marks.ended.clear();

        sessions.ended("device", before);

        assertThat(opened(true)).isSameAs(now);
        assertThat(marks.ended).isEmpty();
    }

    @Test
    void anEndedSessionIsGone() {
        var session = opened(false);
        marks.ended.clear();

        sessions.ended("device", session);

        assertThat(sessions.size()).isZero();
        assertThat(marks.ended).containsExactly("device");
    }

    @Test
    void theEndOfASessionThatOnlyAnEarlierProcessKnewIsToldToo() {
        sessions.ended("device");

        assertThat(sessions.size()).isZero();
        assertThat(marks.ended).containsExactly("device");
    }

    private DeviceSession opened(boolean resumed) {
        return sessions.opened("device", resumed, kept);
    }

    private static final class Marks implements Ingest {
        private final List<String> asked = new ArrayList<>();
        private final List<String> ended = new ArrayList<>();
        private Set<Integer> stored = Set.of();

        @Override
        public IngestLane connected(ConnectedDevice device) {
            throw new AssertionError("nobody publishes");
        }

        @Override
        public Set<Integer> storedBefore(String clientId, long session) {
            asked.add(clientId + " " + session);
            return stored;
        }

        @Override
        public void sessionEnded(String clientId) {
            ended.add(clientId);
        }
    }
}
