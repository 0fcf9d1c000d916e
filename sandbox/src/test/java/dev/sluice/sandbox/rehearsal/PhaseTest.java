package dev.sluice.sandbox.rehearsal;

import static dev.sluice.sandbox.rehearsal.Seconds.BEGIN;
import static dev.sluice.sandbox.rehearsal.Seconds.second;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseTest {

    @Test
    void theMedianSecondStandsForAllAndTheWorstBesideIt() {
        var phase = Phase.of(
                "during", List.of(second(0, 100, 2_000, 0), second(1, 90, 9_000, 7), second(2, 110, 3_000, 1)));

        assertThat(phase.acknowledgedPerSecond()).isEqualTo(100);
        assertThat(phase.p99Micros()).isEqualTo(3_000);
        assertThat(phase.worstP99Micros()).isEqualTo(9_000);
        assertThat(phase.reconnects()).isEqualTo(8);
        assertThat(phase.worstReconnects()).isEqualTo(7);
    }

    @Test
    void secondsInWhichNobodyWasAnsweredAreSilenceAndNoGoodPercentiles() {
        var phase = Phase.of(
                "during",
                List.of(second(0, 100, 2_000, 0), second(1, 0, 0, 0), second(2, 0, 0, 0), second(3, 100, 4_000, 0)));

        assertThat(phase.silentSeconds()).isEqualTo(2);
        assertThat(phase.p99Micros()).isEqualTo(4_000);
    }

    @Test
    void aPhaseWithoutSecondsIsEmptyAndNoFailure() {
        assertThat(Phase.of("before", List.of()).acknowledgedPerSecond()).isZero();
    }

    @Test
    void secondsOfTheReportCountFromItsStart() throws Exception {
        var report = new ObjectMapper().readTree("""
                {"started": "2026-01-31T12:00:00Z",
                 "series": [
                   {"at": 0.0, "length": 1.0, "acknowledged": 5, "reconnects": 2, "sinceDue": {"count": 5, "p50": 1, "p99": 2, "max": 3}},
                   {"at": 1.0, "length": 1.0, "acknowledged": 6, "connected": 9}]}
                """);

        var seconds = DeviceSecond.read(report);

        assertThat(seconds).extracting(DeviceSecond::from).containsExactly(BEGIN, BEGIN.plusSeconds(1));
        assertThat(seconds.get(0).maxMicros()).isEqualTo(3);
        assertThat(seconds.get(1).p99Micros()).isZero();
        assertThat(DeviceSecond.within(seconds, BEGIN.plusMillis(500), BEGIN.plusSeconds(2)))
                .containsExactly(seconds.get(1));
        assertThat(DeviceSecond.touching(seconds, BEGIN.plusMillis(500), BEGIN.plusMillis(900)))
                .containsExactly(seconds.get(0));
    }
}
