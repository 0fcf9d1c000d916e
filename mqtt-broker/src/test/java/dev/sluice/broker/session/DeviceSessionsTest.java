package dev.sluice.broker.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.publish.ConnectedDevice;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.Ingest;
import dev.sluice.broker.publish.IngestLane;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeviceSessionsTest {

    private final Marks marks = new Marks();
    private final DeviceSessions sessions = new DeviceSessions(marks, 100);

    @Test
    void aResumedSessionIsTheOneBefore() {
        var before = sessions.opened("device", false);

        assertThat(sessions.opened("device", true)).isSameAs(before);
        assertThat(marks.asked).isEmpty();
    }

    @Test
    void aResumedSessionOfAnEarlierProcessBeginsWithWhatThatStored() {
        marks.stored = Set.of(7);

        var resumed = sessions.opened("device", true);
        sessions.opened("device", true);

        assertThat(resumed.received(7, true, "event", HeldAck.NONE)).isInstanceOf(Arrival.AlreadyStored.class);
        assertThat(marks.asked).containsExactly("device");
        assertThat(marks.ended).isEmpty();
    }

    @Test
    void aDeviceThatBeginsAfreshKnowsNothingOfBefore() {
        marks.stored = Set.of(7);
        var before = sessions.opened("device", true);

        var fresh = sessions.opened("device", false);

        assertThat(fresh).isNotSameAs(before);
        assertThat(fresh.receiving()).isZero();
        assertThat(sessions.size()).isEqualTo(1);
        assertThat(marks.ended).containsExactly("device");
    }

    @Test
    void theEndOfAnOldSessionLeavesTheNewOneAlone() {
        var before = sessions.opened("device", false);
        var now = sessions.opened("device", false);
        marks.ended.clear();

        sessions.ended("device", before);

        assertThat(sessions.opened("device", true)).isSameAs(now);
        assertThat(marks.ended).isEmpty();
    }

    @Test
    void anEndedSessionIsGone() {
        var session = sessions.opened("device", false);
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

    private static final class Marks implements Ingest {
        private final List<String> asked = new ArrayList<>();
        private final List<String> ended = new ArrayList<>();
        private Set<Integer> stored = Set.of();

        @Override
        public IngestLane connected(ConnectedDevice device) {
            throw new AssertionError("nobody publishes");
        }

        @Override
        public Set<Integer> storedBefore(String clientId) {
            asked.add(clientId);
            return stored;
        }

        @Override
        public void sessionEnded(String clientId) {
            ended.add(clientId);
        }
    }
}
