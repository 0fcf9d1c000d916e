package dev.sluice.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sandbox.machine.CpuWatch;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RawProducerTest {

    private static final String WHOLE =
            "1500000 records sent, 120685.493604 records/sec (21.73 MB/sec), 244.60 ms avg latency,"
                    + " 1431.00 ms max latency, 158 ms 50th, 1033 ms 95th, 1268 ms 99th, 1430 ms 99.9th.";
    private static final String STEADY_STATE =
            "1000000 steady state records sent, 218340.611354 records/sec (39.31 MB/sec), 167.71 ms avg latency,"
                    + " 725.00 ms max latency, 128 ms 50th, 483 ms 95th, 576 ms 99th, 724 ms 99.9th.";

    @Test
    void ratesAndPercentilesAreReadFromItsTwoSummaries() {
        var result = RawProducer.parse(WHOLE, STEADY_STATE, new CpuWatch.Used(Duration.ofSeconds(4), 4096));

        assertThat(result)
                .isEqualTo(
                        new RawProducer.Result(120685.493604, 218340.611354, 158, 1268, Duration.ofSeconds(4), 4096));
    }

    @Test
    void aLineOfProgressIsNoResult() {
        String progress =
                "500000 records sent, 99000.1 records/sec (1.0 MB/sec), 1.0 ms avg latency, 3.0 ms max latency.";

        assertThatThrownBy(() -> RawProducer.parse(progress, STEADY_STATE, new CpuWatch.Used(Duration.ZERO, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
