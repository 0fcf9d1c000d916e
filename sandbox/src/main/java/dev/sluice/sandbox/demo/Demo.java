package dev.sluice.sandbox.demo;

import dev.sluice.sandbox.kafka.KafkaProcess;
import dev.sluice.sandbox.kafka.Topics;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.program.ReadyLine;
import dev.sluice.sandbox.program.Words;
import dev.sluice.sandbox.registry.RegistryProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** Shows that an acknowledgement means Kafka has the message, with the commands that a user has. */
public final class Demo {

    private static final List<String> SITES = List.of("north", "east", "south", "west");
    private static final int PARTITIONS = 4;
    private static final String TOPICS = "telemetry\\..*";
    private static final int RECORDS_SHOWN = 3;
    /** Short enough for a decoded record to be read on a terminal. */
    private static final int PAYLOAD_BYTES = 160;

    private static final int CONNECT_SECONDS = 30;
    private static final int WAIT_FOR_ACKS_SECONDS = 30;
    private static final Duration TIME_TO_START = Duration.ofSeconds(60);
    private static final Duration TIME_TO_END = Duration.ofSeconds(10);
    private static final Duration TIME_TO_AUDIT = Duration.ofMinutes(10);
    private static final long POLL_MILLIS = 50;

    private final DemoSettings settings;
    private final PrintWriter out;
    private final Launcher launcher;
    private final Workplace place;

    private Demo(DemoSettings settings, PrintWriter out, Launcher launcher, Workplace place) {
        this.settings = settings;
        this.out = out;
        this.launcher = launcher;
        this.place = place;
    }

    /**
     * Runs for as long as the settings say and some seconds more. Everything that was started has ended when it returns.
     *
     * @return whether something was acknowledged, and all of it is in Kafka, none twice, none out of order
     * @throws EnvironmentException when one of the parts fails; the message has the end of its log
     */
    public static boolean run(DemoSettings settings, PrintWriter out) {
        var launcher = Launcher.ours();
        var place = Workplace.make();
        try (var interruption = Interruption.of(place, out)) {
            boolean good = new Demo(settings, out, launcher, place).run();
            if (good) {
                place.delete();
            }
            return good;
        } catch (KafkaException | EnvironmentException e) {
            out.println();
            out.flush();
            throw new EnvironmentException(e.getMessage() + "\n" + place.keptNote(), e);
        }
    }

    private boolean run() {
        say(
                "Sluice demo: %s, %s messages/s in total, %s s, QoS 1. All of it runs on this machine and leaves nothing behind.",
                Words.count(settings.devices(), "device"),
                Words.count(settings.rate()),
                Words.count(settings.seconds()));
        say("");
        try (var registry = RegistryProcess.inFolder(place.registry()).begin();
                var kafka = KafkaProcess.inFolder(place.kafka())) {
            startKafka(kafka);
            awaitReady(registry);
            try (var bridge = startBridge(kafka, registry)) {
                SITES.forEach(site -> registry.register("telemetry." + site + "-value", place.schema()));
                ReadyLine ready = awaitReady(bridge);
                publish(ready, kafka, bridge);
                return audit(kafka, registry);
            }
        }
    }

    private void startKafka(KafkaProcess kafka) {
        begin("  Kafka    ");
        kafka.start();
        say("%s", kafka.bootstrapServers());
        try (var topics = new Topics(kafka.bootstrapServers())) {
            SITES.forEach(site -> topics.create("telemetry." + site, PARTITIONS, Map.of()));
        }
        say(
                "           topics telemetry.{%s}, made now: no first message has to wait for its topic",
                String.join(",", SITES));
    }

    /** It was begun before Kafka: two servers start at once. */
    private void awaitReady(RegistryProcess registry) {
        begin("  registry ");
        registry.ready();
        say("%s", registry.url());
        say("           has the schema of each topic before its first message");
    }

    private ChildProcess startBridge(KafkaProcess kafka, RegistryProcess registry) {
        begin("  bridge   ");
        return ChildProcess.start(ChildCommand.logged(
                "The bridge",
                launcher.words(
                        "run",
                        "--config",
                        place.configuration().toString(),
                        "--set",
                        "mqtt.listeners[0].port=0",
                        "--set",
                        "management.port=0",
                        "--set",
                        "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
                        "--set",
                        "schemas.registry.url=" + registry.url()),
                place.log("bridge")));
    }

    private ReadyLine awaitReady(ChildProcess bridge) {
        String line = bridge.awaitLine(printed -> ReadyLine.parse(printed).isPresent(), TIME_TO_START);
        ReadyLine ready = ReadyLine.parse(line).orElseThrow();
        say("%s for devices; to look at meanwhile: %s/metrics", ready.mqtt(), ready.management());
        say(
                "           devices/{site}/{device}/telemetry -> Kafka topic telemetry.{site}, key {device}, Avro Telemetry by its id");
        return ready;
    }

    private void publish(ReadyLine ready, KafkaProcess kafka, ChildProcess bridge) {
        say("");
        say("The devices publish; each message is acknowledged once Kafka has it.");
        try (var devices = startDevices(ready)) {
            awaitEnd(devices, kafka, bridge);
        }
    }

    private ChildProcess startDevices(ReadyLine ready) {
        return ChildProcess.start(ChildCommand.onScreen(
                "The device simulator",
                launcher.words(
                        "simulate",
                        "publish",
                        "--broker",
                        ready.mqtt(),
                        "--qos",
                        "1",
                        "--devices",
                        Integer.toString(settings.devices()),
                        "--rate",
                        Integer.toString(settings.rate()),
                        "--seconds",
                        Integer.toString(settings.seconds()),
                        "--connect-timeout",
                        Integer.toString(CONNECT_SECONDS),
                        "--wait-acks",
                        Integer.toString(WAIT_FOR_ACKS_SECONDS),
                        "--payload-size",
                        Integer.toString(PAYLOAD_BYTES),
                        "--ledger",
                        place.ledger().toString()),
                place.log("devices")));
    }

    /** Without the others the devices would try again and again, and nobody would say why. */
    private void awaitEnd(ChildProcess devices, KafkaProcess kafka, ChildProcess bridge) {
        while (devices.alive()) {
            if (!bridge.alive()) {
                throw bridge.failure("ended while devices were publishing");
            }
            if (!kafka.alive()) {
                throw kafka.failure("ended while devices were publishing");
            }
            pause();
        }
        int code = devices.awaitEnd(TIME_TO_END);
        // 1 says that nothing was acknowledged, which is for the audit to find.
        if (code != 0 && code != 1) {
            throw devices.failure("ended with code " + code);
        }
    }

    private boolean audit(KafkaProcess kafka, RegistryProcess registry) {
        VerifyOutput output = verify(kafka, registry);
        say("");
        say(
                "Read back from Kafka and decoded by Avro's own library, with the schema that the registry has for their id, the first %d of them:",
                RECORDS_SHOWN);
        output.records().forEach(line -> say("  %s", line));
        boolean kept = output.promiseKept();
        say("");
        if (!kept) {
            output.findings().forEach(line -> say("%s", line));
        }
        say("%s", output.audit().inWords(settings.devices()));
        if (!kept) {
            say("%s", place.keptNote());
        }
        say("%s", output.figures());
        return kept;
    }

    private VerifyOutput verify(KafkaProcess kafka, RegistryProcess registry) {
        Path log = place.log("audit");
        try (var audit = ChildProcess.start(ChildCommand.logged(
                "The audit",
                launcher.words(
                        "verify",
                        "--strict",
                        "--show",
                        Integer.toString(RECORDS_SHOWN),
                        "--quiet",
                        "--ledger",
                        place.ledger().toString(),
                        "--kafka",
                        kafka.bootstrapServers(),
                        "--topics",
                        TOPICS,
                        "--format",
                        "confluent",
                        "--registry",
                        registry.url()),
                log))) {
            int code = audit.awaitEnd(TIME_TO_AUDIT);
            return VerifyOutput.of(code, Files.readAllLines(log))
                    .orElseThrow(() -> audit.failure("ended with code " + code + " and without figures"));
        } catch (IOException e) {
            throw new EnvironmentException("Cannot read " + log + ": " + e.getMessage(), e);
        }
    }

    private void begin(String line) {
        out.print(line);
        out.flush();
    }

    private void say(String line, Object... values) {
        out.printf(Locale.ROOT, line + "%n", values);
        out.flush();
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentException("Interrupted while devices were publishing.", e);
        }
    }
}
