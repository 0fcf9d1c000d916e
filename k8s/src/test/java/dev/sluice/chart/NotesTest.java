package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a person reads after installing. */
class NotesTest {

    @Test
    void theySayTheNextCommand() {
        assertThat(Chart.notes())
                .contains("kubectl -n iot rollout status deployment/sluice", "helm -n iot test sluice --logs")
                .contains("sluice-mqtt.iot.svc:1883")
                .contains("Anybody who reaches a listener may come in");
    }

    @Test
    void theyFollowTheValues() {
        assertThat(Chart.notes("persistence: { enabled: true }"))
                .contains("rollout status statefulset/sluice", "Volumes stay when the release is deleted");
        assertThat(Chart.notes("listeners: { mqtt: { proxyProtocol: true } }"))
                .contains("There is no canary for helm test: every listener expects a PROXY header");
    }
}
