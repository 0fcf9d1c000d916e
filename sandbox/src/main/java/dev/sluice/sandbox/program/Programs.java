package dev.sluice.sandbox.program;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How Sluice's own programs are started: through Sluice's launcher, or from their jars where there is none. */
public final class Programs {

    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w*GC");

    private static final String BRIDGE = "dev.sluice.bridge.command.SluiceMain";
    private static final String SIMULATOR = "dev.sluice.simulator.command.SimulatorMain";
    private static final String PRODUCER_PERFORMANCE = "org.apache.kafka.tools.ProducerPerformance";
    private static final String MOQUETTE = "io.moquette.broker.Server";

    /** As in Kafka's own {@code kafka-producer-perf-test.sh} and {@code kafka-run-class.sh} 4.3. */
    private static final List<String> KAFKAS_OWN_OPTIONS = List.of(
            "-Xmx512M",
            "-server",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent",
            // without a configuration of its own its logging library would write a line for each batch
            "-Dlogback.configurationFile=dev/sluice/sandbox/logback-quiet.xml");

    private final Path home;

    private Programs(Path home) {
        this.home = home;
    }

    /** The programs of the installation that the launcher named, or of the present folder. */
    public static Programs found() {
        return new Programs(Path.of(System.getProperty("sluice.home", ".")).toAbsolutePath());
    }

    /** Sluice's own folder. */
    public Path home() {
        return home;
    }

    static Programs in(Path home) {
        return new Programs(home);
    }

    /** @param jvmOptions for this JVM, beside what the launcher gives it; none = "" */
    public List<String> bridge(String jvmOptions, List<String> arguments) {
        return words(jvmOptions, "run", "bridge", BRIDGE, List.of("run"), arguments);
    }

    /**
     * The quick compiler only: a load generator lives for seconds, and the time that the thorough one takes on the same cores (a third
     * of all that the generator uses) would be counted against Sluice.
     */
    public List<String> simulator(List<String> arguments) {
        return words("-XX:TieredStopAtLevel=1", "simulate", "device-simulator", SIMULATOR, List.of(), arguments);
    }

    public List<String> producerPerformance(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(java()));
        words.addAll(KAFKAS_OWN_OPTIONS);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), PRODUCER_PERFORMANCE));
        words.addAll(arguments);
        return words;
    }

    /** The folder of what Moquette needs beside our own class path. */
    public Path moquetteFolder() {
        return home.resolve("sandbox").resolve("target").resolve("moquette");
    }

    /**
     * Moquette's own main class, with the heap and the collector that the launcher gives the bridge.
     *
     * @param folder in which it finds {@code config/moquette.conf}
     */
    public List<String> moquette(Path folder, Path logging) {
        return List.of(
                java(),
                "-Xms64m",
                "-Xmx2g",
                collector(System.getenv("SLUICE_JAVA_OPTS")),
                "-Dmoquette.path=" + folder,
                "-Dlogback.configurationFile=" + logging,
                "-cp",
                moquetteFolder() + "/*:" + System.getProperty("java.class.path"),
                MOQUETTE);
    }

    /** The one that is chosen for the launcher, or else the launcher's own. */
    static String collector(String launcherOptions) {
        Matcher chosen = COLLECTOR.matcher(launcherOptions == null ? "" : launcherOptions);
        return chosen.find() ? chosen.group() : "-XX:+UseParallelGC";
    }

    private List<String> words(
            String jvmOptions,
            String launcherWord,
            String module,
            String mainClass,
            List<String> commandWords,
            List<String> arguments) {
        List<String> words = new ArrayList<>();
        Path launcher = home.resolve("sluice");
        if (Files.isExecutable(launcher)) {
            if (!jvmOptions.isBlank()) {
                words.addAll(List.of("env", "SLUICE_JAVA_OPTS=" + jvmOptions));
            }
            words.addAll(List.of(launcher.toString(), launcherWord));
        } else {
            words.add(java());
            words.addAll(
                    jvmOptions.isBlank()
                            ? List.of()
                            : List.of(jvmOptions.strip().split("\\s+")));
            words.addAll(List.of("-cp", classPath(module), mainClass));
            words.addAll(commandWords);
        }
        words.addAll(arguments);
        return words;
    }

    private String classPath(String module) {
        Path target = home.resolve(module).resolve("target");
        Path jar = target.resolve("sluice-" + module + ".jar");
        if (!Files.exists(jar)) {
            throw new EnvironmentException(
                    jar + " is not there: build Sluice first (mvn package), or start this command with ./sluice.");
        }
        return jar + ":" + target.resolve("lib") + "/*";
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
