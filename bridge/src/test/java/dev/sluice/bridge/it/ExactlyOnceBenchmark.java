package dev.sluice.bridge.it;

import dev.sluice.sandbox.kafka.KafkaProcess;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * QoS 2 with and without {@code exactly-once}, in turn, on one Kafka: as fast as acknowledgements allow, and at a modest rate.
 *
 * <p>{@code mvn -q -DskipTests package}, {@code mvn -q -pl bridge -am test-compile dependency:build-classpath -Dmdep.outputFile=target/cp} and then, in {@code
 * bridge}, {@code java -cp target/test-classes:target/classes:$(cat target/cp) dev.sluice.bridge.it.ExactlyOnceBenchmark [ROUNDS [MESSAGES [RATE]]]}
 */
public final class ExactlyOnceBenchmark {

    private static final String EXACTLY_ONCE = RunningSluice.RULES + "    exactly-once: true\n";

    private final Path folder;
    private final KafkaProcess kafka;

    private ExactlyOnceBenchmark(Path folder, KafkaProcess kafka) {
        this.folder = folder;
        this.kafka = kafka;
    }

    public static void main(String[] words) throws Exception {
        int rounds = words.length > 0 ? Integer.parseInt(words[0]) : 3;
        var count = words.length > 1 ? words[1] : "400000";
        var rate = words.length > 2 ? words[2] : "2000";
        var folder = Files.createTempDirectory("exactly-once-");
        System.out.printf(
                "%-26s %12s %10s %10s %12s %12s%n",
                "QoS 2, PUBREC", "messages/s", "p50 ms", "p99 ms", "CPU us/msg", "commits/s");
        try (var kafka = KafkaProcess.inTemporaryFolder().start()) {
            var benchmark = new ExactlyOnceBenchmark(folder, kafka);
            for (int round = 1; round <= rounds; round++) {
                benchmark.measure(round + " plain", RunningSluice.RULES, "0", count);
                benchmark.measure(round + " exactly-once", EXACTLY_ONCE, "0", count);
            }
            benchmark.measure("plain at " + rate + "/s", RunningSluice.RULES, rate, rate + "0");
            benchmark.measure("exactly-once at " + rate + "/s", EXACTLY_ONCE, rate, rate + "0");
        }
    }

    private void measure(String name, String rules, String rate, String count) throws Exception {
        var work = Files.createDirectories(folder.resolve(name.replaceAll("\\W", "-")));
        Programs.writeRules(work, rules);
        int port = FreePort.next();
        int management = FreePort.next();
        var bridge = Programs.bridge(work, port, management, kafka.bootstrapServers());
        try {
            var figures = new Management(management);
            load(work, port, "warm-up", "0", count);
            var cpu = bridge.cpuTime();
            var commits = commits(figures);
            var measured = load(work, port, "measured", rate, count);
            System.out.printf(
                    "%-26s %,12.0f %10.1f %10.1f %12.2f %12.1f%n",
                    name,
                    field(measured, "rate"),
                    field(measured, "p50Micros") / 1000,
                    field(measured, "p99Micros") / 1000,
                    bridge.cpuTime().minus(cpu).toNanos() / 1000.0 / field(measured, "acknowledged"),
                    (commits(figures) - commits) / field(measured, "seconds"));
        } finally {
            bridge.kill();
        }
    }

    private static double commits(Management figures) {
        return figures.metric("sluice_transactions_total{result=\"committed\"}");
    }

    private static String load(Path work, int port, String name, String rate, String count) throws Exception {
        var json = work.resolve(name + ".json");
        ChildProcess load = Programs.simulate(
                work,
                "publish",
                "--broker",
                "tcp://127.0.0.1:" + port,
                "--client",
                "lean",
                "--devices",
                "100",
                "--in-flight",
                "20",
                "--qos",
                "2",
                "--rate",
                rate,
                "--count",
                count,
                "--quiet",
                "--json",
                json.toString());
        load.awaitEnd(Duration.ofMinutes(5));
        return Files.readString(json);
    }

    private static double field(String json, String name) {
        var found = Pattern.compile("\"" + name + "\"\\s*:\\s*([0-9.E]+)").matcher(json);
        if (!found.find()) {
            throw new AssertionError("no " + name + " in " + json);
        }
        return Double.parseDouble(found.group(1));
    }
}
