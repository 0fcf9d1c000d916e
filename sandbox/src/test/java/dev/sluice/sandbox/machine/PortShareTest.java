package dev.sluice.sandbox.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortShareTest {

    @Test
    void everyPortIsInExactlyOneShare() {
        var first = PortShare.of("1/2");
        var second = PortShare.of("2/2");
        for (int port = 12_000; port < 12_010; port++) {
            assertThat(first.has(port)).isNotEqualTo(second.has(port));
        }
    }

    @Test
    void whoIsGivenNoShareHasAllPorts() {
        assertThat(PortShare.of(null).has(12_001)).isTrue();
        assertThat(PortShare.of(null).has(12_002)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "half", "2", "1/2/3", "0/2", "3/2", "1/x"})
    void whatIsNoShareIsSaid(String written) {
        assertThatThrownBy(() -> PortShare.of(written))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("as in 1/2");
    }
}
