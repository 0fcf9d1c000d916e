package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChartTest {

    @Test
    void withAKafkaAndAWordAboutDevicesThereIsADeployment() {
        var deployment = Chart.with().one("Deployment", "sluice");

        assertThat(deployment.at("/spec/template/spec/containers/0/image").asText())
                .isEqualTo("ghcr.io/sluice/sluice:0.1.0");
    }
}
