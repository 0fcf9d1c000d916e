package dev.sluice.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.broker.publish.CloseReason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFiltersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#",
                "+",
                "/",
                "a",
                "a/b",
                "/a",
                "a/",
                "a//b",
                "+/+",
                "/#",
                "a/+/b/#",
                "$SYS/#",
                "$share/g/#",
                "$share/g/a/+",
                "$share/g//a",
                "$shared",
                "sport/ with space"
            })
    void filtersThatMqttAllowsPass(String filter) {
        assertThatCode(() -> TopicFilters.check(List.of(filter))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a#", "#/a", "a/#/b", "a+", "+a/b", "a/b+/c", "##", "$share/g/", "$share/g/a#"})
    void filtersThatMqttForbidsAreNamedInvalid(String filter) {
        assertThat(ending(filter)).isEqualTo(CloseReason.TOPIC_FILTER_INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$share", "$share/", "$share/x", "$share//f", "$share/+/f", "$share/a#/f", "$share/g/$share/h/f"
            })
    void malformedSharedSubscriptionsAreProtocolErrors(String filter) {
        assertThat(ending(filter)).isEqualTo(CloseReason.PROTOCOL_ERROR);
    }

    @Test
    void aPacketWithoutFiltersIsAProtocolError() {
        var violation = catchThrowableOfType(Violation.class, () -> TopicFilters.check(List.of()));

        assertThat(violation.reason()).isEqualTo(CloseReason.PROTOCOL_ERROR);
    }

    private static CloseReason ending(String filter) {
        return catchThrowableOfType(Violation.class, () -> TopicFilters.check(List.of("fine", filter)))
                .reason();
    }
}
