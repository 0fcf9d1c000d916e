package dev.sluice.bridge.pressure;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.pipeline.InFlightBudget;
import dev.sluice.bridge.pipeline.IngestPipeline;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which stages of backpressure are on, and whether a device may connect.
 *
 * <p>Pausing holds the budget below its limit as long as anybody is left to be paused; what overdraws it are the windows of devices that
 * are never paused. So a budget that stays overdrawn is beyond what pausing can hold, and each further device would bring one
 * window more: new ones are refused until there is room. Not refused is a device that has a connection or messages on their way
 * here: its share of the budget is counted already, it is paused from its first packet on if that is too much, and it should be
 * here when its acknowledgements can leave.
 */
public final class Backpressure implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Backpressure.class);
    private static final long LOOK_EVERY_MILLIS = 100;

    private final PressureSettings settings;
    private final InFlightBudget budget;
    private final IngestPipeline pipeline;
    private final HealthBoard.Component health;
    private final Map<Stage, StageWatch> stages = new EnumMap<>(Stage.class);
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "sluice-backpressure");
        thread.setDaemon(true);
        return thread;
    });

    private volatile boolean refusing;

    // this thread only
    private boolean overdrawn;
    private long overdrawnSinceNanos;
    private long closedSeen;
    private long handedBackSeen;

    /** @param health down while new devices are refused: they should knock elsewhere */
    public Backpressure(
            PressureSettings settings, InFlightBudget budget, IngestPipeline pipeline, HealthBoard.Component health) {
        this.settings = settings;
        this.budget = budget;
        this.pipeline = pipeline;
        this.health = health;
        health.up();
        var text = new StageText(settings, pipeline::loudest);
        for (var stage : Stage.values()) {
            stages.put(stage, new StageWatch(stage, text));
        }
    }

    /** Looks on from now on. */
    public void watch(DeviceFigures devices) {
        looking.scheduleWithFixedDelay(
                () -> lookWithoutFail(devices), LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Whether this device may connect at the moment. Any thread, waits for nothing. */
    public boolean admits(String clientId) {
        return !refusing || !budget.isFull() || pipeline.knows(clientId);
    }

    /** Whether the stage is on. */
    public boolean isOn(Stage stage) {
        return stages.get(stage).isOn();
    }

    private void lookWithoutFail(DeviceFigures devices) {
        try {
            look(devices, System.nanoTime());
        } catch (RuntimeException failure) { // would end the looking for ever
            LOG.warn("Backpressure could not be looked at; the next try is in {} ms.", LOOK_EVERY_MILLIS, failure);
        }
    }

    void look(DeviceFigures devices, long now) {
        boolean isOverdrawn = budget.isFull();
        if (isOverdrawn && !overdrawn) {
            overdrawnSinceNanos = now;
        }
        overdrawn = isOverdrawn;
        refusing = settings.refuses()
                && overdrawn
                && now - overdrawnSinceNanos >= settings.busyAfter().toNanos();
        long closed = devices.closedAtDeadline();
        long handedBack = devices.handedBackAtDeadline();
        var look = new Look(
                now,
                devices.oldestWithheldNanos(),
                devices.paused(),
                refusing,
                devices.refused(),
                closed - closedSeen,
                closed,
                handedBack - handedBackSeen,
                handedBack,
                room());
        closedSeen = closed;
        handedBackSeen = handedBack;
        stages.values().forEach(stage -> stage.look(look));
        if (refusing) {
            health.down("New devices are refused (Server busy): " + room()
                    + ". Devices that are connected, or have messages on their way, are served.");
        } else if (!health.health().up()) {
            health.up();
        }
    }

    private String room() {
        return budget.messages() + " of " + budget.messageLimit() + " messages and " + (budget.bytes() >> 10) + " of "
                + (budget.byteLimit() >> 10) + " KB are on their way to Kafka (kafka.in-flight)";
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
