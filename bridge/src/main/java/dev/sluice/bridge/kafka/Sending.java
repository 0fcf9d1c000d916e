package dev.sluice.bridge.kafka;

import dev.sluice.bridge.pipeline.RecordSink.Fate;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * One record between {@code send} and Kafka's word.
 *
 * <p>With {@code max.block.ms=0} the producer says "not now" by calling back with an error inside {@code send}, on the
 * caller's own thread. That is no fate: the record was never taken.
 */
final class Sending implements Callback {

    private final KafkaSink sink;
    private final Topic topic;
    private final FirstWrites firstWrites;
    private final int partition;
    private final int size;
    private final Fate fate;
    private Thread caller = Thread.currentThread();
    private Exception refusal;

    Sending(KafkaSink sink, Topic topic, FirstWrites firstWrites, int partition, int size, Fate fate) {
        this.sink = sink;
        this.topic = topic;
        this.firstWrites = firstWrites;
        this.partition = partition;
        this.size = size;
        this.fate = fate;
    }

    /** The send call has returned; says why the record was not taken, or null if it was. */
    Exception returned() {
        caller = null;
        return refusal;
    }

    /** The producer does not have it. */
    void release() {
        topic.giveBack(size);
        if (firstWrites.failed(partition)) {
            sink.roomAgain();
        }
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception failure) {
        if (failure != null && Thread.currentThread() == caller) {
            refusal = failure;
            return;
        }
        if (failure == null) {
            topic.giveBack(size);
            sink.stored();
            boolean othersWaited = firstWrites.stored(partition); // first: whoever hears of the fate may send the next
            fate.stored();
            if (othersWaited) {
                sink.roomAgain();
            }
        } else {
            fate.unknown(sink.failed(topic, failure));
            release();
        }
    }
}
