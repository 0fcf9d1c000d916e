package dev.sluice.broker.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RememberedTest {

    private final Instants clock = new Instants();
    private final Remembered<String> remembered = new Remembered<>(2, clock);

    @Test
    void entryIsForgottenWhenItsTimeIsOver() {
        remembered.put("a", "1", Duration.ofSeconds(10));
        assertThat(remembered.get("a")).contains("1");

        clock.pass(Duration.ofSeconds(10));
        assertThat(remembered.get("a")).isEmpty();
        assertThat(remembered.size()).isZero();
    }

    @Test
    void leastRecentlyUsedLeavesWhenThereAreTooMany() {
        remembered.put("a", "1", Duration.ofSeconds(10));
        remembered.put("b", "2", Duration.ofSeconds(10));
        remembered.get("a");
        remembered.put("c", "3", Duration.ofSeconds(10));

        assertThat(remembered.get("a")).isPresent();
        assertThat(remembered.get("b")).isEmpty();
    }

    @Test
    void nothingIsRememberedForNoTime() {
        remembered.put("a", "1", Duration.ZERO);

        assertThat(remembered.size()).isZero();
    }

    @Test
    void blindKeysTellPartsApartAndAreOfThisProcessOnly() {
        var keys = new BlindKeys();
        var a = BlindKeys.part("a");

        assertThat(keys.of(a, BlindKeys.part("bc")))
                .isEqualTo(keys.of(a, BlindKeys.part("bc")))
                .isNotEqualTo(keys.of(BlindKeys.part("ab"), BlindKeys.part("c")))
                .isNotEqualTo(new BlindKeys().of(a, BlindKeys.part("bc")));
        assertThat(keys.of(a, null)).isNotEqualTo(keys.of(a, new byte[0]));
    }
}
