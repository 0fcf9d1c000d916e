package dev.sluice.sandbox.command;

import dev.sluice.sandbox.kafka.KafkaProcess;
import dev.sluice.sandbox.kafka.KafkaSandbox;
import dev.sluice.sandbox.kafka.RecordsFolder;
import dev.sluice.sandbox.registry.RegistryProcess;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.utils.Exit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice sandbox}: runs Kafka and a schema registry until it is told to stop. */
@Command(
        name = "sandbox",
        description = {
            "Runs a real Kafka of one node on 127.0.0.1, and beside it a schema registry, until Ctrl-C.",
            "Topics are made when they are first written to, with 4 partitions."
        },
        footer = {
            "",
            "Exit codes: 2 wrong options, 3 a port, the folder or the disk cannot be used, 130 stopped by Ctrl-C."
        })
final class SandboxCommand implements Callable<Integer> {

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Where clients connect; 0 takes a free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @ArgGroup
    private Registry registry = new Registry();

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description =
                    "Keeps the records and the schemas here and finds them again at the next start. Without it they are thrown away.")
    private Path folder;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One of Kafka's own broker settings, such as num.partitions=8. May be repeated.")
    private Map<String, String> settings = Map.of();

    @Spec
    private CommandSpec spec;

    /** One or the other. */
    private static final class Registry {

        @Option(
                names = "--registry-port",
                paramLabel = "PORT",
                defaultValue = "8081",
                description = "Where clients find the schema registry; 0 takes a free port. Default: ${DEFAULT-VALUE}.")
        private int port = 8_081;

        @Option(names = "--no-registry", description = "Runs Kafka alone.")
        private boolean none;
    }

    @Override
    public Integer call() throws InterruptedException {
        check("--kafka-port", port);
        check("--registry-port", registry.port);
        KafkaSandbox kafka = folder == null ? KafkaSandbox.inTemporaryFolder() : KafkaSandbox.inFolder(folder);
        QuietLogs.alsoTo(kafka.folder().resolve("kafka.log"));
        endWithAReasonIfKafkaHalts(kafka);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop-kafka"));

        settings.forEach(kafka::setting);
        RecordsFolder.prepare(kafka.folder());
        var schemas = registry.none ? null : beginRegistry();
        kafka.port(port).start();
        sayHowToConnect(kafka, schemas == null ? null : schemas.ready());
        new CountDownLatch(1).await();
        return ExitCode.GOOD;
    }

    private void check(String option, int chosen) {
        if (chosen < 0 || chosen > 65_535) {
            throw new ParameterException(spec.commandLine(), option + " must be between 0 and 65535, not " + chosen);
        }
    }

    /** It is our child and ends with us. */
    private RegistryProcess beginRegistry() {
        var schemas = folder == null
                ? RegistryProcess.inTemporaryFolder()
                : RegistryProcess.inFolder(folder.resolve("registry"));
        Runtime.getRuntime().addShutdownHook(new Thread(schemas::close, "stop-registry"));
        return schemas.port(registry.port).begin();
    }

    private void sayHowToConnect(KafkaSandbox kafka, RegistryProcess schemas) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                KafkaProcess.READY + "%n", kafka.port(), ProcessHandle.current().pid());
        if (schemas != null) {
            out.printf(RegistryProcess.READY + "%n", schemas.url(), schemas.pid());
        }
        out.printf(
                "  records  %s%s%n",
                kafka.folder(), folder == null ? " (thrown away at the end; --folder DIR keeps them)" : "");
        out.printf(
                "  bridge   ./sluice run --set kafka.bootstrap.servers=localhost:%d%s%n",
                kafka.port(), schemas == null ? "" : " --set schemas.registry.url=" + schemas.url());
        out.printf("  stop     Ctrl-C%n");
        out.flush();
    }

    /** Kafka's answer to a log folder that it cannot write is to halt the JVM without a word to the terminal. */
    private void endWithAReasonIfKafkaHalts(KafkaSandbox kafka) {
        Exit.Procedure withAReason = (status, message) -> {
            System.err.printf(
                    "Kafka had to stop because %s. What it acknowledged is kept in %s; its log is %s.%n",
                    RecordsFolder.causeOfHalt(kafka.folder()),
                    kafka.folder(),
                    kafka.folder().resolve("kafka.log"));
            Runtime.getRuntime().halt(ExitCode.ENVIRONMENT);
        };
        Exit.setExitProcedure(withAReason);
        Exit.setHaltProcedure(withAReason);
    }
}
