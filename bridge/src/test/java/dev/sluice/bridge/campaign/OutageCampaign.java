package dev.sluice.bridge.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.it.Programs.Verdict;
import dev.sluice.sandbox.kafka.KafkaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Kafka goes away under load and comes back; devices of every kind look on. */
final class OutageCampaign {

    private static final int TURN_MILLIS = 50;
    private static final Duration SIMULATOR_START = Duration.ofSeconds(30);

    private final Path folder;
    private final OutageSettings settings;
    private final List<PublishingFleet> fleets = new ArrayList<>();
    private final List<PingingDevice> pinging = new ArrayList<>();

    private OutageCampaign(Path folder, OutageSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    static OutageReport run(Path folder, OutageSettings settings) {
        return new OutageCampaign(folder, settings).run();
    }

    private OutageReport run() {
        var turns = Executors.newSingleThreadScheduledExecutor();
        try (var kafka = KafkaProcess.inTemporaryFolder().heap("1g").start()) {
            for (var topic : List.of("within", "beyond", "qos0", "pinging")) {
                kafka.createTopic(topic, 4, Map.of());
            }
            try (var bridge = BridgeUnderLoad.start(
                            folder, kafka.bootstrapServers(), "kafka.in-flight.messages=" + settings.budget());
                    var watch = bridge.watch()) {
                return underLoad(kafka, bridge, watch, turns);
            }
        } finally {
            turns.shutdownNow();
            pinging.forEach(PingingDevice::close);
            fleets.forEach(PublishingFleet::close);
        }
    }

    private OutageReport underLoad(
            KafkaProcess kafka, BridgeUnderLoad bridge, MetricsWatch watch, ScheduledExecutorService turns) {
        startDevices(bridge, turns);
        await().atMost(SIMULATOR_START).until(() -> bridge.management().metric("sluice_connections") >= connections());
        pass(settings.before());

        settings.outage().begin(kafka);
        long begin = System.nanoTime();
        pinging.forEach(PingingDevice::forgetPings);
        pass(settings.lasts().dividedBy(3));
        long liveEarly = live(bridge);
        pass(settings.lasts().minusNanos(System.nanoTime() - begin));
        long liveLate = live(bridge);
        assertThat(pinging).as("devices within their window have filled it").allMatch(PingingDevice::isWindowFull);
        int strangerHeard = PingingDevice.knock(bridge.mqttPort(), "stranger");
        var pings = pinging.stream()
                .flatMap(device -> device.pingNanos().stream())
                .sorted()
                .toList();
        pinging.forEach(PingingDevice::mark);

        long told = System.nanoTime();
        settings.outage().end(kafka);
        long back = System.nanoTime();
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(90))
                .until(() -> pinging.stream().allMatch(device -> device.answeredNanos() != 0));
        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(90))
                .until(() -> bridge.management().get("/health/ready").statusCode() == 200);
        long ready = System.nanoTime();
        long answered =
                pinging.stream().mapToLong(PingingDevice::answeredNanos).max().orElse(back);
        pass(settings.after());
        int strangerHeardLater = PingingDevice.knock(bridge.mqttPort(), "stranger");
        long end = System.nanoTime();

        long lost = pinging.stream().filter(PingingDevice::isClosed).count();
        List<Verdict> audits = new ArrayList<>();
        for (var fleet : fleets) {
            var figures = fleet.figures(Duration.ofMinutes(3));
            lost += fleet.name().equals("within") ? figures.path("reconnects").asLong() : 0;
            if (!fleet.name().equals("qos0")) {
                audits.add(fleet.verify(kafka.bootstrapServers()));
            }
        }
        assertThat(bridge.process().alive()).isTrue();
        var samples = watch.between(begin, end);
        timeline(samples, begin);
        return new OutageReport(
                settings,
                MetricsWatch.most(samples, MetricsWatch.Sample::heapBytes),
                liveEarly,
                liveLate,
                MetricsWatch.most(samples, MetricsWatch.Sample::residentBytes),
                MetricsWatch.most(samples, "sluice_event_loop_lag_seconds"),
                MetricsWatch.most(samples, "sluice_in_flight_messages"),
                MetricsWatch.most(samples, "sluice_connections_paused"),
                stages(samples),
                settings.within() + settings.pinging(),
                lost,
                pings.size(),
                seconds(pings.get(pings.size() / 2)),
                seconds(pings.get(pings.size() - 1)),
                strangerHeard,
                strangerHeardLater,
                seconds(back - told),
                seconds(Math.max(0, answered - back)),
                seconds(ready - back),
                audits);
    }

    private void startDevices(BridgeUnderLoad bridge, ScheduledExecutorService turns) {
        long seconds =
                settings.before().plus(settings.lasts()).plus(settings.after()).toSeconds() + 5;
        fleet(bridge, "within", settings.within(), 0.85, seconds, "--qos", "1", "--in-flight", "100");
        fleet(
                bridge,
                "beyond",
                settings.beyond(),
                0.10,
                seconds,
                "--mqtt",
                "3.1.1",
                "--qos",
                "1",
                "--in-flight",
                "5000");
        fleet(bridge, "qos0", settings.qos0(), 0.05, seconds, "--mqtt", "3.1.1", "--qos", "0");
        IntStream.range(0, settings.pinging())
                .forEach(i -> pinging.add(new PingingDevice(bridge.mqttPort(), "pinging-" + i, 100)));
        turns.scheduleWithFixedDelay(() -> pinging.forEach(PingingDevice::turn), 0, TURN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void fleet(BridgeUnderLoad bridge, String name, int devices, double share, long seconds, String... kind) {
        var words = new ArrayList<>(List.of(
                "--devices", Integer.toString(devices),
                "--rate", Double.toString(settings.rate() * share),
                "--seconds", Long.toString(seconds),
                "--wait-acks", "120",
                "--keep-alive", "15"));
        words.addAll(List.of(kind));
        fleets.add(PublishingFleet.start(name, folder, bridge.mqttPort(), words.toArray(String[]::new)));
    }

    private int connections() {
        return settings.within() + settings.pinging() + settings.beyond() + settings.qos0();
    }

    /** A look every five seconds or so, for people. */
    private static void timeline(List<MetricsWatch.Sample> samples, long begin) {
        System.out.println(
                "  second  in flight  held back  paused  connections  heap MB  loops late ms (worst since the line above)");
        double late = 0;
        for (int i = 0; i < samples.size(); i++) {
            var sample = samples.get(i);
            late = Math.max(late, sample.value("sluice_event_loop_lag_seconds"));
            if (i % 5 == 0) {
                System.out.printf(
                        Locale.ROOT,
                        "  %6.0f %10.0f %10.0f %7.0f %12.0f %8.0f  %.0f%n",
                        seconds(sample.nanos() - begin),
                        sample.value("sluice_in_flight_messages"),
                        sample.value("sluice_held_back_messages"),
                        sample.value("sluice_connections_paused"),
                        sample.value("sluice_connections"),
                        sample.heapBytes() / (1 << 20),
                        late * 1e3);
                late = 0;
            }
        }
    }

    /** The full collection stops the event loops; it is ours, so the next look at their lag does not count it. */
    private static long live(BridgeUnderLoad bridge) {
        long live = bridge.memory().liveBytes();
        bridge.management().metric("sluice_event_loop_lag_seconds");
        return live;
    }

    private static List<String> stages(List<MetricsWatch.Sample> samples) {
        return List.of("acks_withheld", "connections_paused", "connections_refused", "deadline_passed").stream()
                .filter(stage -> MetricsWatch.most(samples, "sluice_backpressure_stage{stage=\"" + stage + "\"}") > 0)
                .toList();
    }

    /** Lets time go by. */
    private static void pass(Duration time) {
        if (time.compareTo(Duration.ZERO) > 0) {
            long end = System.nanoTime() + time.toNanos();
            await().pollInterval(Duration.ofMillis(100))
                    .atMost(time.plusSeconds(10))
                    .until(() -> System.nanoTime() >= end);
        }
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
