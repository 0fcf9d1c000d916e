package dev.sluice.bridge.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.schema.SchemaReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegisteredSinkTest {

    private static final Schema TEXT = Schema.create(Schema.Type.STRING);

    private final List<OutgoingRecord> taken = new ArrayList<>();
    private final RegistryIds ids =
            RegistryIds.start(RegistrySettings.at(URI.create("http://127.0.0.1:1")), new HealthBoard());
    private final RegisteredSink sink = new RegisteredSink(new EagerSink(), ids::onNews);

    @AfterEach
    void stop() {
        ids.stop();
    }

    @Test
    void recordThatLacksNothingIsPassedOnAsItIs() {
        var record = record(null);

        assertThat(sink.offer(record, null)).isEqualTo(RecordSink.Answer.ACCEPTED);
        assertThat(taken).singleElement().isSameAs(record);
    }

    @Test
    void recordWaitsForItsIdAndThenHasIt() {
        var reference = new SchemaReference(TEXT, "t-value");
        var record = record(reference);
        assertThat(sink.offer(record, null)).isEqualTo(RecordSink.Answer.NOT_NOW);
        assertThat(taken).isEmpty();

        reference.learned(0x01020304);

        assertThat(sink.offer(record, null)).isEqualTo(RecordSink.Answer.ACCEPTED);
        assertThat(taken)
                .singleElement()
                .satisfies(sent -> assertThat(sent.value()).containsExactly(0, 1, 2, 3, 4, 'x'));
    }

    private static OutgoingRecord record(SchemaReference awaited) {
        return new OutgoingRecord("t", new byte[0], new byte[] {0, 0, 0, 0, 0, 'x'}, 0, List.of(), awaited);
    }

    private final class EagerSink implements RecordSink {

        @Override
        public Answer offer(OutgoingRecord record, Fate fate) {
            taken.add(record);
            return Answer.ACCEPTED;
        }

        @Override
        public int largestRecord(String topic) {
            return 0;
        }

        @Override
        public void onRoom(Runnable action) {}
    }
}
