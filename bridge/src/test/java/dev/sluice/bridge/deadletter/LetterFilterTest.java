package dev.sluice.bridge.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.message.RejectReason;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LetterFilterTest {

    private static final DeadLetter LETTER = DeadLetter.of(
            new DeviceMessage("t", "c", 0, false, false, new byte[0], 5_000, "e", MessageProperties.NONE),
            RejectReason.FIELD_TYPE,
            "",
            "r",
            OptionalInt.empty());

    @Test
    void withoutAWishEveryLetterIsMeant() {
        assertThat(LetterFilter.ALL.matches(LETTER)).isTrue();
    }

    @Test
    void everyWishMustHold() {
        assertThat(filter("FIELD_TYPE", "r", "c", "t", 5_000).matches(LETTER)).isTrue();
        assertThat(filter("FIELD_MISSING", "r", "c", "t", 5_000).matches(LETTER))
                .isFalse();
        assertThat(filter("FIELD_TYPE", "s", "c", "t", 5_000).matches(LETTER)).isFalse();
        assertThat(filter("FIELD_TYPE", "r", "d", "t", 5_000).matches(LETTER)).isFalse();
        assertThat(filter("FIELD_TYPE", "r", "c", "t/u", 5_000).matches(LETTER)).isFalse();
        assertThat(filter("FIELD_TYPE", "r", "c", "t", 5_001).matches(LETTER)).isFalse();
    }

    private static LetterFilter filter(String reason, String rule, String client, String topic, long since) {
        return new LetterFilter(
                Optional.of(reason),
                Optional.of(rule),
                Optional.of(client),
                Optional.of(topic),
                Optional.of(Instant.ofEpochMilli(since)));
    }
}
