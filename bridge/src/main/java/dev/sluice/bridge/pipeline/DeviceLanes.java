package dev.sluice.bridge.pipeline;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Every lane in use, by client id, and the thread that takes held-back messages further when there is room again. */
final class DeviceLanes {

    private static final int RETRY_MILLIS = 50;

    private final InFlightBudget budget;
    private final int window;
    private final Outlets outlets;
    private final DeadLetters deadLetters;
    private final ConcurrentHashMap<String, DeviceLane> lanes = new ConcurrentHashMap<>();
    private final Set<DeviceLane> holding = ConcurrentHashMap.newKeySet();
    /** Without a connection, and not done when the last one ended. */
    private final Set<DeviceLane> left = ConcurrentHashMap.newKeySet();

    private final AtomicLong heldBack = new AtomicLong();
    private final AtomicBoolean retryDue = new AtomicBoolean();
    private final ScheduledExecutorService retries = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                var thread = new Thread(task, "sluice-held-back");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor
                    .DiscardPolicy()); // whoever says that there is room need not know that we have stopped

    DeviceLanes(InFlightBudget budget, int window, Outlets outlets, DeadLetters deadLetters) {
        this.budget = budget;
        this.window = window;
        this.outlets = outlets;
        this.deadLetters = deadLetters;
        retries.scheduleWithFixedDelay(this::retryAll, RETRY_MILLIS, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        outlets.onRoom(this::roomAgain);
    }

    DeviceLane join(String clientId) {
        return lanes.compute(clientId, (id, known) -> {
            var lane = known != null ? known : new DeviceLane(id, new DeviceShare(budget, window));
            lane.users++;
            return lane;
        });
    }

    void leave(DeviceLane lane) {
        lanes.compute(lane.clientId(), (id, known) -> {
            known.users--;
            if (known.users > 0) {
                return known;
            }
            if (known.isDone()) {
                return null;
            }
            left.add(known); // its next connection must not begin with an empty share
            return known;
        });
    }

    void add(DeviceLane lane, Ingested message) {
        if (lane.add(message, outlets, deadLetters)) {
            heldBack.incrementAndGet();
            holding.add(lane);
        }
    }

    boolean knows(String clientId) {
        return lanes.containsKey(clientId);
    }

    Optional<String> loudest() {
        return lanes.values().stream()
                .max(Comparator.comparingLong(lane -> lane.share().bytes()))
                .map(lane ->
                        "device " + shown(lane.clientId()) + " (" + lane.share().messages() + " messages, "
                                + (lane.share().bytes() >> 10) + " KB)");
    }

    /** MQTT allows line breaks and other control characters in client ids. */
    private static String shown(String clientId) {
        return clientId.replaceAll("\\p{Cntrl}", "?");
    }

    long heldBack() {
        return heldBack.get();
    }

    void stop() {
        retries.shutdownNow();
    }

    private void roomAgain() {
        if (!holding.isEmpty() && retryDue.compareAndSet(false, true)) {
            retries.execute(this::retryAll);
        }
    }

    private void retryAll() {
        retryDue.set(false);
        for (var lane : holding) {
            heldBack.addAndGet(-lane.retry(outlets, deadLetters));
            if (!lane.isHoldingBack()) {
                holding.remove(lane);
                if (lane.isHoldingBack()) {
                    holding.add(lane); // a message came between the two
                }
            }
        }
        for (var lane : left) {
            if (lane.isDone()) {
                forget(lane);
            }
        }
    }

    private void forget(DeviceLane lane) {
        lanes.compute(lane.clientId(), (id, known) -> {
            left.remove(lane); // if its device is back, leaving again puts it there again
            return known == lane && lane.users == 0 ? null : known;
        });
    }
}
