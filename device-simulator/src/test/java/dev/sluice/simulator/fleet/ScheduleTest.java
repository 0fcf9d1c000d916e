package dev.sluice.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void messagesBecomeDueAtTheRateAndNoneTwice() {
        Schedule schedule = new Schedule(1000, 7, 0);
        long due = 0;
        for (long now = 0; now < 10 * SECOND; now += 777_777) {
            due += schedule.due(now);
        }

        assertThat(due).isBetween(9_999L, 10_000L);
    }

    @Test
    void whatIsLateStaysDue() {
        Schedule schedule = new Schedule(1000, 7, 0);

        assertThat(schedule.due(5 * SECOND)).isEqualTo(5001);
        assertThat(schedule.due(5 * SECOND)).isZero();
    }

    @Test
    void turnsGoRound() {
        Schedule schedule = new Schedule(1, 3, 0);
        schedule.due(0);
        assertThat(schedule.turn()).isEqualTo(1);
        schedule.due(2 * SECOND);

        assertThat(schedule.turn()).isZero();
    }

    @Test
    void aWorkloadIsSharedToTheLastMessage() {
        Workload workload = new Workload(0, 11);

        assertThat(workload.quota(0, 4)).isEqualTo(3);
        assertThat(workload.quota(2, 4)).isEqualTo(3);
        assertThat(workload.quota(3, 4)).isEqualTo(2);
        assertThat(new Workload(0, 0).quota(0, 4)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void delaysDoubleUpToFiveSecondsAndDiffer() {
        Backoff one = new Backoff(1, 0);
        Backoff other = new Backoff(1, 1);
        assertThat(one.nextMillis()).isBetween(50L, 100L);
        assertThat(one.nextMillis()).isBetween(100L, 200L);
        for (int i = 0; i < 100; i++) {
            assertThat(one.nextMillis()).isBetween(100L, 5_000L);
            other.nextMillis();
        }
        assertThat(one.nextMillis()).isGreaterThanOrEqualTo(2_500L);
        one.succeeded();
        assertThat(one.nextMillis()).isLessThanOrEqualTo(100L);
    }
}
