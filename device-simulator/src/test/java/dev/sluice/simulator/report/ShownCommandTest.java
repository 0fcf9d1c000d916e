package dev.sluice.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShownCommandTest {

    @Test
    void secretsAreStars() {
        assertThat(ShownCommand.of(List.of(
                        "run",
                        "--password",
                        "hunter2",
                        "--token=abc",
                        "--user",
                        "me",
                        "--broker",
                        "ssl://u:pw@h:8883")))
                .isEqualTo("run --password *** --token=*** --user me --broker ssl://u:***@h:8883");
    }

    @Test
    void wordsThatAShellWouldSplitAreQuoted() {
        assertThat(ShownCommand.of(List.of("run", "a b", "it's", "devices/{site}")))
                .isEqualTo("run 'a b' 'it'\\''s' devices/{site}");
    }
}
