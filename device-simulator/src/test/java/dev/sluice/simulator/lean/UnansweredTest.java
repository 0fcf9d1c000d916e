package dev.sluice.simulator.lean;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnansweredTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 20, 1000})
    void packetIdsGoRoundManyTimesAndAnswersAlwaysFindTheirMessage(int window) {
        Unanswered ring = new Unanswered();
        for (int seq = 0; seq < 200_000; seq++) {
            int slot = ring.add(seq, seq, seq);
            int id = ring.packetId(slot);
            assertThat(id).isBetween(1, 65_279);
            if (ring.onTheWire() == window) {
                int oldest = ring.packetId(ring.find(id)) - window + 1;
                int found = ring.find(oldest < 1 ? oldest + 65_279 : oldest);
                assertThat(ring.seq(found)).isEqualTo(seq - window + 1);
                ring.done(found);
            }
        }
        assertThat(ring.onTheWire()).isEqualTo(window - 1);
    }

    @Test
    void anAnswerOutOfTurnWaitsForThoseBefore() {
        Unanswered ring = filled(4);

        ring.done(ring.find(2));
        ring.done(ring.find(3));
        assertThat(ring.onTheWire()).isEqualTo(4);
        assertThat(ring.find(2)).isEqualTo(Unanswered.NOT_FOUND);

        ring.done(ring.find(1));
        assertThat(ring.onTheWire()).isEqualTo(1);
        assertThat(ring.seq(ring.find(4))).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 100, 65_279, 65_280, 65_535, -1})
    void unknownPacketIdsAreNotFound(int packetId) {
        assertThat(filled(4).find(packetId)).isEqualTo(Unanswered.NOT_FOUND);
    }

    @Test
    void resumingSendsTheUnfinishedAgainUnderTheirOldIds() {
        Unanswered ring = filled(4);
        ring.done(ring.find(2));
        ring.received(ring.find(3));

        ring.resume();

        assertThat(ring.find(1)).isEqualTo(Unanswered.NOT_FOUND);
        assertThat(again(ring))
                .containsExactly(
                        "id 1 seq 0 state 0", "id 2 seq 1 state 2", "id 3 seq 2 state 1", "id 4 seq 3 state 0");
    }

    @Test
    void aTailThatIsAlreadyAnsweredDoesNotBlockTheWindow() {
        Unanswered ring = filled(2);
        ring.done(ring.find(2));
        ring.resume();
        ring.done(ring.takeWaiting());

        ring.takeWaiting();

        assertThat(ring.hasWaiting()).isFalse();
        assertThat(ring.onTheWire()).isZero();
    }

    @Test
    void restartingForgetsWhatTheBrokerTookOverAndNumbersTheRestAnew() {
        Unanswered ring = filled(20);
        for (int id = 1; id <= 15; id++) {
            ring.done(ring.find(id));
        }
        ring.received(ring.find(17));
        ring.done(ring.find(18));

        ring.restart();

        assertThat(again(ring)).containsExactly("id 1 seq 15 state 0", "id 2 seq 18 state 0", "id 3 seq 19 state 0");
    }

    /** Against a model: random answers, reconnects with and without session. */
    @Test
    void nothingIsLostInventedOrReorderedWhateverHappens() {
        Random random = new Random(11);
        Unanswered ring = new Unanswered();
        TreeSet<Integer> open = new TreeSet<>();
        TreeMap<Integer, Integer> wire = new TreeMap<>();
        int next = 0;
        for (int step = 0; step < 100_000; step++) {
            int dice = random.nextInt(100);
            if (dice < 2) {
                if (random.nextBoolean()) {
                    ring.resume();
                } else {
                    ring.restart();
                }
                wire.clear();
            } else if (dice < 50) {
                if (ring.onTheWire() < 16) {
                    int slot = ring.hasWaiting() ? ring.takeWaiting() : ring.add(next++, 0, 0);
                    if (ring.state(slot) != Unanswered.DONE) {
                        open.add(ring.seq(slot));
                        wire.put(ring.seq(slot), ring.packetId(slot));
                    }
                }
            } else if (!wire.isEmpty()) {
                List<Integer> seqs = new ArrayList<>(wire.keySet());
                int seq = seqs.get(random.nextInt(Math.min(3, seqs.size())));
                int slot = ring.find(wire.remove(seq));
                assertThat(ring.seq(slot)).isEqualTo(seq);
                ring.done(slot);
                open.remove(seq);
            }
            assertThat(open).containsAll(wire.keySet());
        }
        ring.resume();
        List<Integer> left = new ArrayList<>();
        while (ring.hasWaiting()) {
            int slot = ring.takeWaiting();
            if (ring.state(slot) == Unanswered.OUT) {
                left.add(ring.seq(slot));
            }
        }
        assertThat(left).containsExactlyElementsOf(open);
    }

    private static Unanswered filled(int messages) {
        Unanswered ring = new Unanswered();
        for (int seq = 0; seq < messages; seq++) {
            ring.add(seq, seq, seq);
        }
        return ring;
    }

    private static List<String> again(Unanswered ring) {
        List<String> sent = new ArrayList<>();
        while (ring.hasWaiting()) {
            int slot = ring.takeWaiting();
            sent.add("id " + ring.packetId(slot) + " seq " + ring.seq(slot) + " state " + ring.state(slot));
        }
        return sent;
    }
}
