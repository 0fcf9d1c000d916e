package dev.sluice.broker.moquette;

import io.moquette.broker.AbstractSessionMessageQueue;
import io.moquette.broker.SessionRegistry.EnqueuedMessage;
import io.moquette.broker.SessionRegistry.PublishedMessage;
import java.util.ArrayDeque;
import java.util.function.Predicate;

/**
 * What waits for one subscriber, and its {@link OutboundWindow}. Bounded: when it is full its oldest message goes.
 *
 * <p>Every message with an acknowledgement goes through here, also those for a subscriber who could have them at once:
 * only so do they have a number by which they are stored and known again.
 */
final class SessionQueue extends AbstractSessionMessageQueue<EnqueuedMessage> {

    private final KeptQueues queues;
    private final String clientId;
    private final MessageShelf shelf;
    private final OutboundWindow window;
    private final ArrayDeque<QueuedMessage> waiting = new ArrayDeque<>(0);
    private long lastNumber;

    SessionQueue(KeptQueues queues, String clientId, MessageShelf shelf) {
        this.queues = queues;
        this.clientId = clientId;
        this.shelf = shelf;
        this.window = new OutboundWindow(shelf);
    }

    OutboundWindow window() {
        return window;
    }

    @Override
    public void enqueue(EnqueuedMessage message) {
        synchronized (this) {
            checkEnqueuePreconditions(message);
            if (waiting.size() >= queues.limit()) {
                discard(waiting.poll());
                queues.countDropped();
            }
            var queued = new QueuedMessage(this, ++lastNumber, (PublishedMessage) message);
            waiting.add(queued);
            shelf.waiting(queued);
        }
        queues.flush(clientId);
    }

    private void discard(QueuedMessage message) {
        message.release();
        shelf.remove(message.number());
    }

    /** The next message that has not expired, or null. */
    @Override
    public synchronized EnqueuedMessage dequeue() {
        checkDequeuePreconditions();
        var next = waiting.poll();
        while (next != null && next.hasExpired()) {
            discard(next);
            next = waiting.poll();
        }
        return next;
    }

    /** Throws away messages of other topics, but for those whose handshake has begun. */
    synchronized void keepOnly(Predicate<String> topics) {
        waiting.removeIf(message -> {
            boolean goes =
                    message.sent() == null && !topics.test(message.getTopic().toString());
            if (goes) {
                discard(message);
            }
            return goes;
        });
    }

    /**
     * Never: an empty queue would be gone around. {@link #dequeue} tells.
     */
    @Override
    public synchronized boolean isEmpty() {
        checkIsEmptyPreconditions();
        return false;
    }

    /** Lets go of what is in memory. What is stored belongs to the session, which may only be over for this process. */
    @Override
    public synchronized void closeAndPurge() {
        waiting.forEach(EnqueuedMessage::release);
        waiting.clear();
        queues.forget(clientId, this);
        closed = true;
    }

    /** A message of before the restart; they come in the order of their numbers. */
    synchronized void restore(long number, StoredMessage stored) {
        lastNumber = number;
        var packet = stored.packet();
        if (packet == null) {
            window.restored(number, stored.packetId(), true);
            return;
        }
        var message = new QueuedMessage(this, number, KeptQueues.published(packet, stored.expiry()));
        if (message.hasExpired() && stored.state() == StoredMessage.State.WAITING) {
            discard(message);
            return;
        }
        if (stored.state() == StoredMessage.State.SENT) {
            message.sent(window.restored(number, stored.packetId(), false));
        }
        waiting.add(message);
    }
}
