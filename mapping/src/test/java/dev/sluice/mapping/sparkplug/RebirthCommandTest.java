package dev.sluice.mapping.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.tahu.message.SparkplugBPayloadDecoder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.junit.jupiter.api.Test;

class RebirthCommandTest {

    @Test
    void tahuReadsARebirthRequest() throws Exception {
        var read = new SparkplugBPayloadDecoder().buildFromByteArray(RebirthCommand.payload(Tahu.TIME), null);

        assertThat(RebirthCommand.topic("g", "e")).isEqualTo("spBv1.0/g/NCMD/e");
        assertThat(read.getTimestamp()).hasTime(Tahu.TIME);
        assertThat(read.getMetrics()).singleElement().satisfies(metric -> {
            assertThat(metric.getName()).isEqualTo("Node Control/Rebirth");
            assertThat(metric.getDataType()).isEqualTo(MetricDataType.Boolean);
            assertThat(metric.getValue()).isEqualTo(true);
        });
    }

    @Test
    void itHasNoSequenceNumber() {
        var document = new Plant().reads("spBv1.0/g/NCMD/e", RebirthCommand.payload(Tahu.TIME));

        assertThat(document.has("seq")).isFalse();
        assertThat(document.at("/values/Node Control~1Rebirth").booleanValue()).isTrue();
    }
}
