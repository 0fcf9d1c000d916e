package dev.sluice.bridge.kafka.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.pipeline.Transactions.Receipt;
import org.junit.jupiter.api.Test;

class MarkTableTest {

    private static final Receipt SEVENTEEN = new Receipt("sensor", 17);

    private final MarkTable marks = new MarkTable();

    @Test
    void marksFromBeforeAreToldUntilTheyAreRemoved() {
        marks.found(SEVENTEEN);
        marks.found(new Receipt("sensor", 18));
        marks.marked(new Receipt("sensor", 19));

        assertThat(marks.fromBefore("sensor")).containsExactlyInAnyOrder(17, 18);
        marks.removed(SEVENTEEN, marks.number(SEVENTEEN));
        assertThat(marks.fromBefore("sensor")).containsExactly(18);
        assertThat(marks.size()).isEqualTo(2);
    }

    @Test
    void packetIdThatMeansANewMessageIsNotFromBefore() {
        marks.found(SEVENTEEN);
        marks.marked(SEVENTEEN);

        assertThat(marks.fromBefore("sensor")).isEmpty();
        assertThat(marks.size()).isEqualTo(1);
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
        marks.marked(new Receipt("sensor", 3));
        marks.marked(new Receipt("other", 17));

        assertThat(marks.forget("sensor")).containsExactlyInAnyOrder(3, 17);
        assertThat(marks.number(SEVENTEEN)).isNull();
        assertThat(marks.forget("sensor")).isEmpty();
        assertThat(marks.size()).isEqualTo(1);
    }
}
