package dev.sluice.bridge.registry;

import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.mapping.engine.OutgoingRecord;
import java.util.function.Consumer;

/** A sink whose records all have their schema's id: one that has not yet is not taken, and goes when the registry has said it. */
public final class RegisteredSink implements RecordSink {

    private final RecordSink next;
    private final Consumer<Runnable> onNews;

    /** @param onNews takes what is to run whenever an id has become known */
    public RegisteredSink(RecordSink next, Consumer<Runnable> onNews) {
        this.next = next;
        this.onNews = onNews;
    }

    @Override
    public Answer offer(OutgoingRecord record, Fate fate) {
        if (record.awaited() == null) {
            return next.offer(record, fate);
        }
        return record.isComplete() ? next.offer(record.completed(), fate) : Answer.NOT_NOW;
    }

    @Override
    public int largestRecord(String topic) {
        return next.largestRecord(topic);
    }

    @Override
    public void onRoom(Runnable action) {
        next.onRoom(action);
        onNews.accept(action);
    }
}
