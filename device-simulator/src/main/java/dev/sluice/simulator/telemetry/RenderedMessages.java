package dev.sluice.simulator.telemetry;

/**
 * Messages of one topic whose payload has a length only once it is written.
 *
 * <p>Whoever sends a message asks for its length and then for its bytes. So the payload is written when its length is asked for, into
 * an array that all devices of a thread share, and copied from there.
 */
public final class RenderedMessages extends OneTopicMessages {

    private static final ThreadLocal<Draft> DRAFT = ThreadLocal.withInitial(Draft::new);

    private final Payload payload;

    /** The last payload of a thread. */
    private static final class Draft {
        private final ByteSink bytes = new ByteSink();
        private RenderedMessages owner;
        private int seq;
        private long epochMillis;
    }

    public RenderedMessages(DeviceName name, String topic, Delivery delivery, long seed, Payload payload) {
        super(name, topic, delivery, seed);
        this.payload = payload;
    }

    @Override
    public int length(int seq, long epochMillis) {
        return draft(seq, epochMillis).length();
    }

    @Override
    public int write(byte[] target, int at, int seq, long epochMillis) {
        ByteSink bytes = draft(seq, epochMillis);
        bytes.copyTo(target, at);
        return at + bytes.length();
    }

    @Override
    public byte[] bytes(int seq, long epochMillis) {
        return draft(seq, epochMillis).toByteArray();
    }

    private ByteSink draft(int seq, long epochMillis) {
        Draft draft = DRAFT.get();
        if (draft.owner != this || draft.seq != seq || draft.epochMillis != epochMillis) {
            draft.owner = null;
            draft.bytes.clear();
            payload.write(draft.bytes, seq, epochMillis);
            draft.owner = this;
            draft.seq = seq;
            draft.epochMillis = epochMillis;
        }
        return draft.bytes;
    }
}
