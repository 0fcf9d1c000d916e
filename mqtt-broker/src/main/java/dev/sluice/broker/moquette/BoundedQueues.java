package dev.sluice.broker.moquette;

import io.moquette.broker.AbstractSessionMessageQueue;
import io.moquette.broker.IQueueRepository;
import io.moquette.broker.SessionMessageQueue;
import io.moquette.broker.SessionRegistry.EnqueuedMessage;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Queues of persistent sessions whose subscriber is away, bounded: when one is full its oldest message goes. */
final class BoundedQueues implements IQueueRepository {

    private final int limit;
    private final ConcurrentHashMap<String, SessionMessageQueue<EnqueuedMessage>> queues = new ConcurrentHashMap<>();
    private final LongAdder dropped = new LongAdder();

    BoundedQueues(int limit) {
        this.limit = limit;
    }

    long dropped() {
        return dropped.sum();
    }

    @Override
    public Set<String> listQueueNames() {
        return Set.copyOf(queues.keySet());
    }

    @Override
    public boolean containsQueue(String clientId) {
        return queues.containsKey(clientId);
    }

    @Override
    public SessionMessageQueue<EnqueuedMessage> getOrCreateQueue(String clientId) {
        return queues.computeIfAbsent(clientId, BoundedQueue::new);
    }

    @Override
    public void close() {
        queues.clear();
    }

    private final class BoundedQueue extends AbstractSessionMessageQueue<EnqueuedMessage> {
        private final String clientId;
        private final ArrayDeque<EnqueuedMessage> messages = new ArrayDeque<>();

        BoundedQueue(String clientId) {
            this.clientId = clientId;
        }

        @Override
        public synchronized void enqueue(EnqueuedMessage message) {
            checkEnqueuePreconditions(message);
            if (messages.size() >= limit) {
                messages.poll().release();
                dropped.increment();
            }
            messages.add(message);
        }

        @Override
        public synchronized EnqueuedMessage dequeue() {
            checkDequeuePreconditions();
            return messages.poll();
        }

        @Override
        public synchronized boolean isEmpty() {
            checkIsEmptyPreconditions();
            return messages.isEmpty();
        }

        @Override
        public synchronized void closeAndPurge() {
            messages.forEach(EnqueuedMessage::release);
            messages.clear();
            queues.remove(clientId, this);
            closed = true;
        }
    }
}
