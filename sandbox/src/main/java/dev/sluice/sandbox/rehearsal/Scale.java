package dev.sluice.sandbox.rehearsal;

import dev.sluice.sandbox.machine.MachineClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The same devices on one replica, on two, on all, in turn and in several rounds. All replicas run all the time; HAProxy gives devices to the first of
 * them only. Every other round goes the other way round, so that nobody always comes first.
 */
final class Scale {

    private final Stage stage;
    private final RehearsalSettings settings;
    private final Consumer<String> say;
    private final ScaleDevices devices;

    Scale(Stage stage, RehearsalSettings settings, Consumer<String> say) {
        this.stage = stage;
        this.settings = settings;
        this.say = say;
        this.devices = new ScaleDevices(
                stage.programs(), stage.folder(), stage.balancer().port(), settings);
    }

    List<ScaleRun> play() {
        if (settings.warmUp() > 0) {
            say.accept("warming up");
            devices.warmUp(Crowd.FLEET, settings.warmUp());
        }
        List<ScaleRun> runs = new ArrayList<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            for (int step = 1; step <= settings.replicas(); step++) {
                int replicas = round % 2 == 1 ? step : settings.replicas() + 1 - step;
                say.accept("round " + round + " of " + settings.rounds() + ": " + replicas + " of "
                        + settings.replicas() + " replicas");
                runs.add(run(round, replicas));
            }
        }
        return runs;
    }

    private ScaleRun run(int round, int replicas) {
        String fleet = "round" + round + "on" + replicas;
        stage.createTopic(fleet);
        for (int i = 0; i < stage.replicas().size(); i++) {
            stage.balancer().serves(stage.replicas().get(i), i < replicas);
        }
        Clocks before = Clocks.of(stage);
        ScaleDevices.Result result = devices.run(fleet);
        Clocks used = Clocks.of(stage).since(before);
        stage.checkAlive();
        return new ScaleRun(
                round,
                replicas,
                result.acknowledged(),
                result.perSecond(),
                result.p50Micros(),
                result.p99Micros(),
                used.bridges,
                used.balancer,
                used.kafka,
                result.cpu(),
                used.others(result.cpu()),
                stage.verify(fleet, devices.ledger(fleet)));
    }

    /** CPU time used so far, by whom, and the moment. */
    private record Clocks(Duration bridges, Duration balancer, Duration kafka, Duration machine, Duration wall) {

        static Clocks of(Stage stage) {
            return new Clocks(
                    stage.replicas().stream().map(Replica::cpuTime).reduce(Duration.ZERO, Duration::plus),
                    stage.balancer().cpuTime(),
                    stage.kafkaCpu(),
                    MachineClock.busy(),
                    Duration.ofNanos(System.nanoTime()));
        }

        Clocks since(Clocks before) {
            return new Clocks(
                    bridges.minus(before.bridges),
                    balancer.minus(before.balancer),
                    kafka.minus(before.kafka),
                    machine.minus(before.machine),
                    wall.minus(before.wall));
        }

        double others(Duration devices) {
            Duration ours = bridges.plus(balancer).plus(kafka).plus(devices);
            double all = (double) wall.toNanos() * MachineClock.cores();
            return Math.max(0, machine.minus(ours).toNanos() / all);
        }
    }
}
