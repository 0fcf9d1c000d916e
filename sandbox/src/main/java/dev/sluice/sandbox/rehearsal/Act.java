package dev.sluice.sandbox.rehearsal;

import dev.sluice.sandbox.fault.Pause;
import dev.sluice.sandbox.machine.EnvironmentException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What happens to the replicas while devices publish: calm, replicas that go and come back, calm. */
final class Act {

    private static final Duration TIME_TO_CONNECT = Duration.ofSeconds(120);
    private static final Duration TIME_TO_NOTICE = Duration.ofSeconds(60);
    /** Between a replica that serves again and the next that is told to end; what Kubernetes calls minReadySeconds. */
    private static final Duration BREATH = Duration.ofSeconds(2);

    private final Stage stage;
    private final Crowd crowd;
    private final RehearsalSettings settings;
    private final Consumer<String> say;
    private final List<Departure.Moments> departures = new ArrayList<>();

    Act(Stage stage, Crowd crowd, RehearsalSettings settings, Consumer<String> say) {
        this.stage = stage;
        this.crowd = crowd;
        this.settings = settings;
        this.say = say;
    }

    /**
     * What happened when.
     *
     * @param calm when devices and replicas were warm
     * @param struck when the first replica was hit
     * @param over when the last one served again
     * @param inTheEnd connections of each replica
     */
    record Course(
            Instant calm,
            Instant struck,
            Instant over,
            Instant end,
            List<Departure.Moments> departures,
            Map<String, Long> inTheEnd) {}

    /** Returns while devices still publish. */
    Course play() {
        awaitEverybody();
        // replicas that have just been started compile, and wait for nobody
        pass(calm());
        Instant calm = Instant.now();
        pass(calm());
        Instant struck = Instant.now();
        if (settings.scene() == Scene.REPLICA_KILL) {
            kill(stage.replicas().get(0));
        } else {
            for (Replica replica : stage.replicas()) {
                restart(replica);
            }
        }
        Instant over = Instant.now();
        pass(calm());
        return new Course(
                calm,
                struck,
                over,
                Instant.now(),
                departures,
                stage.balancer().look().connections());
    }

    private void kill(Replica replica) {
        say.accept(replica.name() + " is killed");
        var before = stage.balancer().look().connections();
        Instant struck = Instant.now();
        replica.kill();
        Instant gone = Instant.now();
        pass(calm());
        comeBack(replica, "SIGKILL", before, struck, gone);
    }

    private void restart(Replica replica) {
        say.accept(replica.name() + " is told to end");
        var before = stage.balancer().look().connections();
        Instant struck = Instant.now();
        replica.end();
        comeBack(replica, "SIGTERM", before, struck, Instant.now());
        pass(BREATH);
    }

    private void comeBack(Replica replica, String signal, Map<String, Long> before, Instant struck, Instant gone) {
        Instant launched = Instant.now();
        replica.launch();
        replica.awaitReady();
        Instant ready = Instant.now();
        stage.balancer().await(view -> view.isUp(replica.name()), TIME_TO_NOTICE);
        Instant serves = Instant.now();
        awaitEverybody();
        departures.add(new Departure.Moments(
                replica.name(),
                signal,
                before,
                struck,
                gone,
                launched,
                ready,
                serves,
                stage.balancer().look().connections()));
        stage.checkAlive();
        crowd.checkAlive();
    }

    private void awaitEverybody() {
        stage.balancer()
                .await(
                        view -> {
                            crowd.checkAlive();
                            return view.connections().values().stream()
                                            .mapToLong(Long::longValue)
                                            .sum()
                                    >= settings.devices();
                        },
                        TIME_TO_CONNECT);
    }

    private Duration calm() {
        return Duration.ofSeconds(settings.seconds());
    }

    private static void pass(Duration time) {
        try {
            Pause.REAL.pass(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("Interrupted in the middle of a rehearsal.", e);
        }
    }
}
