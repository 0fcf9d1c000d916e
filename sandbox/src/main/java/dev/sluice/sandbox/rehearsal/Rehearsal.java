package dev.sluice.sandbox.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.sandbox.ledger.Findings;
import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.machine.MachineClock;
import dev.sluice.sandbox.machine.TemporaryFolder;
import dev.sluice.sandbox.program.Programs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** One rehearsal, from an empty folder to its report. */
public final class Rehearsal {

    private final RehearsalSettings settings;
    private final Consumer<String> say;
    private final Programs programs = Programs.found();
    private final Instant began = Instant.now();
    private final double loadBefore = MachineClock.loadAverage();

    private Rehearsal(RehearsalSettings settings, Consumer<String> say) {
        this.settings = settings;
        this.say = say;
    }

    /**
     * Rehearses. All that was started has ended when it returns; the folder with logs, ledgers and configuration stays if it failed.
     *
     * @param say is told how it goes, a line at a time
     * @throws EnvironmentException when there is no HAProxy, or one of the parts fails by itself; the message has the end of its log
     */
    public static RehearsalReport run(RehearsalSettings settings, Consumer<String> say) {
        Balancer.missing().ifPresent(sentence -> {
            throw new EnvironmentException(sentence);
        });
        return TemporaryFolder.keptUnless(
                RehearsalReport::passed, "sluice-rehearsal-", say, new Rehearsal(settings, say)::in);
    }

    private RehearsalReport in(Path folder) {
        say.accept("starting Kafka, " + settings.replicas() + " replicas and HAProxy");
        try (var stage = Stage.start(programs, folder, settings)) {
            return settings.scene() == Scene.SCALE ? scaled(stage) : disturbed(stage);
        }
    }

    private RehearsalReport scaled(Stage stage) {
        return new ScaleReport(settings, began, loadBefore, new Scale(stage, settings, say).play());
    }

    private RehearsalReport disturbed(Stage stage) {
        say.accept("devices connect and publish");
        try (var watch = BalancerWatch.start(stage.balancer());
                var crowd =
                        Crowd.start(programs, stage.folder(), stage.balancer().port(), settings)) {
            Act.Course course = new Act(stage, crowd, settings, say).play();
            JsonNode felt = crowd.finish();
            say.accept("comparing the devices' ledger with Kafka");
            Findings findings = stage.verify(Crowd.FLEET, Crowd.ledger(stage.folder()));
            List<DeviceSecond> seconds = DeviceSecond.read(felt);
            return new DisturbanceReport(
                    settings,
                    began,
                    loadBefore,
                    List.of(
                            Phase.of("before", DeviceSecond.within(seconds, course.calm(), course.struck())),
                            Phase.of("during", DeviceSecond.touching(seconds, course.struck(), course.over())),
                            Phase.of("after", DeviceSecond.touching(seconds, course.over(), course.end()))),
                    course.departures().stream()
                            .map(moments -> moments.seen(watch, seconds, settings.devices()))
                            .toList(),
                    course.inTheEnd(),
                    seconds,
                    findings,
                    felt.path("machine"));
        }
    }
}
