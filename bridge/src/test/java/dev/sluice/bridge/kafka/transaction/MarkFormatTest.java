package dev.sluice.bridge.kafka.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bridge.pipeline.Transactions.Receipt;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class MarkFormatTest {

    private final MarkFormat format = new MarkFormat("bridge-1", "marks");

    @Test
    void markIsReadAsItWasWrittenWhateverIsInTheClientId() {
        for (var clientId : new String[] {"sensor", "", "a/b/7", "grün"}) {
            var receipt = new Receipt(clientId, Long.MAX_VALUE, 65_535);
            var mark = format.mark(receipt, "event");

            assertThat(format.receipt(mark.key())).contains(receipt);
            assertThat(format.eventId(mark.value())).isEqualTo("event");
            assertThat(mark.topic()).isEqualTo("marks");
        }
    }

    @Test
    void removalHasTheKeyOfItsMarkAndNoValue() {
        var receipt = new Receipt("sensor", 1, 17);

        assertThat(format.removal(receipt).key())
                .isEqualTo(format.mark(receipt, "event").key());
        assertThat(format.removal(receipt).value()).isNull();
    }

    @Test
    void otherReplicasMarksAreNotOurs() {
        var theirs = new MarkFormat("bridge-10", "marks").mark(new Receipt("sensor", 1, 17), "event");

        assertThat(format.receipt(theirs.key())).isEmpty();
        assertThat(format.receipt("bridge-1".getBytes(UTF_8))).isEmpty();
        assertThat(format.receipt("bridge-1/x/1/sensor".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void newestTransactionNamesItsProcess() {
        var newest = new MarkFormat.Newest("5f0c", 4711);
        var record = format.newest(newest);

        assertThat(format.isNewest(record.key())).isTrue();
        assertThat(format.newest(record.value())).isEqualTo(newest);
        assertThat(format.isNewest(format.removal(new Receipt("sensor", 1, 1)).key()))
                .isFalse();
    }

    @Test
    void valuesOfAnotherVersionAreNotGuessedAt() {
        assertThatThrownBy(() -> format.eventId("2 event".getBytes(UTF_8)))
                .isInstanceOf(KafkaException.class)
                .hasMessageContaining("another version");
    }
}
