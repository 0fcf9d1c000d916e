package dev.sluice.simulator.lean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.simulator.telemetry.Notice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GreetingsTest {

    private final Greetings greetings = new Greetings();

    @Test
    void onlyThoseThatAreAnsweredTakeRoomAndIds() {
        greetings.begin(false, List.of(notice(0), notice(1), notice(2)));

        assertThat(sendAll()).containsExactly("0", "65280", "65281");
        assertThat(greetings.onTheWire()).isEqualTo(2);
        greetings.done(greetings.find(65_281));
        assertThat(greetings.onTheWire()).isEqualTo(1);
        assertThat(greetings.find(65_281)).isNull();
    }

    @Test
    void idsGoRoundAndStayAboveThoseOfMessages() {
        for (int i = 0; i < 1_000; i++) {
            greetings.begin(false, List.of(notice(1)));
            assertThat(greetings.next().packetId).isBetween(Unanswered.LARGEST_ID + 1, 65_535);
            sendAll();
        }
    }

    @Test
    void whereTheSessionGoesOnTheUnansweredComeFirst() {
        greetings.begin(false, List.of(notice(0), notice(1), notice(2)));
        sendAll();
        greetings.done(greetings.find(65_280));
        greetings.begin(true, List.of(notice(1)));

        assertThat(sendAll()).containsExactly("65281 again", "65282");
    }

    @Test
    void withoutTheSessionTheyAreForgotten() {
        greetings.begin(false, List.of(notice(1), notice(2)));
        sendAll();
        greetings.begin(false, List.of(notice(1)));

        assertThat(sendAll()).containsExactly("65282");
    }

    private List<String> sendAll() {
        List<String> sent = new ArrayList<>();
        while (!greetings.allSent()) {
            sent.add(greetings.next().packetId + (greetings.next().again ? " again" : ""));
            greetings.sent();
        }
        return sent;
    }

    private static Notice notice(int qos) {
        return new Notice("t", new byte[] {1}, qos, false);
    }
}
