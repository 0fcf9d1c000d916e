package dev.sluice.bridge.kafka.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.pipeline.Transactions.Receipt;
import org.junit.jupiter.api.Test;

class MarkTableTest {

    private static final Receipt SEVENTEEN = new Receipt("sensor", 1, 17);

    private final MarkTable marks = new MarkTable();

    @Test
    void marksFromBeforeAreToldUntilTheyAreRemoved() {
        marks.found(SEVENTEEN);
        marks.found(new Receipt("sensor", 1, 18));
        marks.marked(new Receipt("sensor", 1, 19));

        assertThat(marks.fromBefore("sensor", 1)).containsExactlyInAnyOrder(17, 18);
        marks.removed(SEVENTEEN, marks.number(SEVENTEEN));
        assertThat(marks.fromBefore("sensor", 1)).containsExactly(18);
        assertThat(marks.size()).isEqualTo(2);
    }

    @Test
    void packetIdThatMeansANewMessageIsNotFromBefore() {
        marks.found(SEVENTEEN);
        marks.marked(SEVENTEEN);

        assertThat(marks.fromBefore("sensor", 1)).isEmpty();
        assertThat(marks.size()).isEqualTo(1);
    }

    @Test
    void marksOfAnotherSessionMeanOtherMessages() {
        marks.found(SEVENTEEN);
        var now = new Receipt("sensor", 2, 17);
        marks.marked(now);

        assertThat(marks.fromBefore("sensor", 2)).isEmpty();
        marks.removed(now, marks.number(now));
        assertThat(marks.number(SEVENTEEN)).isNotNull();
        assertThat(marks.forget("sensor")).containsExactly(SEVENTEEN);
    }

    @Test
    void removalOfAMarkLeavesALaterMarkOfTheSamePacketId() {
        marks.marked(SEVENTEEN);
        var first = marks.number(SEVENTEEN);
        marks.marked(SEVENTEEN);

        marks.removed(SEVENTEEN, first);

        assertThat(marks.number(SEVENTEEN)).isNotNull();
    }

    @Test
    void endedSessionTakesItsMarksAlong() {
        marks.found(SEVENTEEN);
        marks.marked(new Receipt("sensor", 1, 3));
        marks.marked(new Receipt("other", 1, 17));

        assertThat(marks.forget("sensor")).containsExactlyInAnyOrder(new Receipt("sensor", 1, 3), SEVENTEEN);
        assertThat(marks.number(SEVENTEEN)).isNull();
        assertThat(marks.forget("sensor")).isEmpty();
        assertThat(marks.size()).isEqualTo(1);
    }
}
