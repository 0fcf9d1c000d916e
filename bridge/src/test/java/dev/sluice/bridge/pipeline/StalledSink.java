package dev.sluice.bridge.pipeline;

import dev.sluice.mapping.engine.OutgoingRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A sink that stores only what a test tells it to. Topics can be cold, and records too large. */
final class StalledSink implements RecordSink {

    record Offered(OutgoingRecord record, Fate fate) {}

    final List<Offered> accepted = new ArrayList<>();
    final Set<String> coldTopics = new HashSet<>();
    int largestRecord = 1_000_000;
    private Runnable onRoom = () -> {};

    @Override
    public synchronized Answer offer(OutgoingRecord record, Fate fate) {
        if (coldTopics.contains(record.topic())) {
            return Answer.NOT_NOW;
        }
        if (RecordSink.sizeOf(record) > largestRecord) {
            return Answer.TOO_LARGE;
        }
        accepted.add(new Offered(record, fate));
        return Answer.ACCEPTED;
    }

    @Override
    public int largestRecord(String topic) {
        return largestRecord;
    }

    @Override
    public void onRoom(Runnable action) {
        onRoom = action;
    }

    void warm(String topic) {
        synchronized (this) {
            coldTopics.remove(topic);
        }
        onRoom.run();
    }

    synchronized List<String> values() {
        return accepted.stream()
                .map(offered -> new String(offered.record.value()))
                .toList();
    }

    synchronized List<OutgoingRecord> records() {
        return accepted.stream().map(Offered::record).toList();
    }

    void stored(int index) {
        accepted.get(index).fate.stored();
    }

    void unknown(int index) {
        accepted.get(index).fate.unknown("a test said so");
    }
}
