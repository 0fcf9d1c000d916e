package dev.sluice.sandbox.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadyLineTest {

    @Test
    void addressesAreReadFromWhatTheBridgePrints() {
        assertThat(ReadyLine.parse("sluice ready: devices connect to mqtt://127.0.0.1:14883; health and metrics at "
                        + "http://127.0.0.1:18080; pid 4711"))
                .contains(new ReadyLine("mqtt://127.0.0.1:14883", "http://127.0.0.1:18080"));
    }

    @Test
    void otherLinesAreNot() {
        assertThat(ReadyLine.parse("Sluice uses sluice.yaml: devices connect to 127.0.0.1:0"))
                .isEmpty();
    }
}
