package dev.sluice.bridge.observe;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Where the parts of the process say how they are; {@code /health/ready} reads it.
 *
 * <p>A part that was named but has not spoken yet is down, so that "ready" never comes too early. Thread-safe; nobody ever waits.
 */
public final class HealthBoard {

    private final Clock clock;
    private final Map<String, Component> components = new ConcurrentSkipListMap<>();
    private volatile Predicate<String> excused = name -> false;

    public HealthBoard() {
        this(Clock.systemUTC());
    }

    HealthBoard(Clock clock) {
        this.clock = clock;
    }

    /** The part of this name, put on the board as "starting" the first time it is asked for. */
    public Component component(String name) {
        return components.computeIfAbsent(name, n -> new Component(n, clock));
    }

    /** Takes a part off the board, for instance one Kafka topic that no rule names any more. */
    public void forget(String name) {
        components.remove(name);
    }

    /**
     * Parts that Sluice can do without for the time being: they show that they are down and do not make it unready.
     *
     * @param parts by name
     * @param presently asked for each snapshot in which such a part is down
     */
    public void excuse(Predicate<String> parts, BooleanSupplier presently) {
        excused = name -> parts.test(name) && presently.getAsBoolean();
    }

    public boolean isDown(String name) {
        var component = components.get(name);
        return component != null && !component.health().up();
    }

    public Readiness snapshot() {
        List<ComponentHealth> healths = new ArrayList<>();
        boolean ready = true;
        for (var component : components.values()) {
            var health = component.health();
            healths.add(health);
            ready &= health.up() || excused.test(health.name());
        }
        return new Readiness(List.copyOf(healths), ready);
    }

    /** One part's own line on the board. */
    public static final class Component {

        private final Clock clock;
        private volatile ComponentHealth health;

        Component(String name, Clock clock) {
            this.clock = clock;
            this.health = new ComponentHealth(name, false, "starting", clock.instant());
        }

        public void up() {
            up("");
        }

        /** Up, with something worth knowing. */
        public void up(String detail) {
            become(true, detail);
        }

        /** Down: {@code why} says what happened, what Sluice did about it and what to do next. */
        public void down(String why) {
            become(false, why);
        }

        public ComponentHealth health() {
            return health;
        }

        private synchronized void become(boolean up, String detail) {
            ComponentHealth before = health;
            Instant since = before.up() == up ? before.since() : clock.instant();
            health = new ComponentHealth(before.name(), up, detail, since);
        }
    }
}
