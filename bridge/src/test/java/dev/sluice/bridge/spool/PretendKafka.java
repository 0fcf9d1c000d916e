package dev.sluice.bridge.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.mapping.engine.OutgoingRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes records as Kafka does, or is away, or takes them and says nothing. */
final class PretendKafka implements RecordSink {

    enum Mood {
        AWAY,
        SILENT,
        WELL
    }

    private final List<OutgoingRecord> stored = new ArrayList<>();
    private final List<Offered> unanswered = new ArrayList<>();
    private final Set<String> cold = new HashSet<>();
    private Mood mood;
    int largest = 1_000_000;

    private record Offered(OutgoingRecord record, Fate fate) {}

    PretendKafka(Mood mood) {
        this.mood = mood;
    }

    synchronized void becomes(Mood next) {
        mood = next;
    }

    synchronized void isCold(String topic) {
        cold.add(topic);
    }

    @Override
    public synchronized Answer offer(OutgoingRecord record, Fate fate) {
        if (mood == Mood.AWAY || cold.contains(record.topic())) {
            return Answer.NOT_NOW;
        }
        if (RecordSink.sizeOf(record) > largestRecord(record.topic())) {
            return Answer.TOO_LARGE;
        }
        if (mood == Mood.WELL) {
            stored.add(record);
            fate.stored();
        } else {
            unanswered.add(new Offered(record, fate));
        }
        return Answer.ACCEPTED;
    }

    /** Answers for the record of this value that was offered last. */
    synchronized void answers(String value, boolean good) {
        for (int i = unanswered.size() - 1; i >= 0; i--) {
            var offered = unanswered.get(i);
            if (text(offered.record).equals(value)) {
                unanswered.remove(i);
                if (good) {
                    stored.add(offered.record);
                    offered.fate.stored();
                } else {
                    offered.fate.unknown("a test said so");
                }
                return;
            }
        }
        throw new AssertionError(value + " was not offered");
    }

    synchronized List<String> unanswered() {
        return unanswered.stream().map(offered -> text(offered.record)).toList();
    }

    synchronized List<String> values() {
        return stored.stream().map(PretendKafka::text).toList();
    }

    synchronized List<OutgoingRecord> records() {
        return List.copyOf(stored);
    }

    private static String text(OutgoingRecord record) {
        return new String(record.value(), UTF_8);
    }

    @Override
    public int largestRecord(String topic) {
        return topic.equals("dead") ? 1_000_000 : largest;
    }

    @Override
    public void onRoom(Runnable action) {}
}
