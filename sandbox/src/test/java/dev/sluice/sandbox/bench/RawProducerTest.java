package dev.sluice.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RawProducerTest {

    @Test
    void rateAndPercentilesAreReadFromTheSteadyState() {
        var result = RawProducer.parse(
                "1000000 steady state records sent, 218340.611354 records/sec (39.31 MB/sec), 167.71 ms avg latency,"
                        + " 725.00 ms max latency, 128 ms 50th, 483 ms 95th, 576 ms 99th, 724 ms 99.9th.",
                Duration.ofSeconds(4));

        assertThat(result).isEqualTo(new RawProducer.Result(218340.611354, 128, 576, Duration.ofSeconds(4)));
    }

    @Test
    void aLineOfProgressIsNoResult() {
        assertThatThrownBy(() -> RawProducer.parse(
                        "500000 records sent, 99000.1 records/sec (1.0 MB/sec), 1.0 ms avg latency, 3.0 ms max latency.",
                        Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
