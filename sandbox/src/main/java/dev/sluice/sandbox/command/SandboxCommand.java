package dev.sluice.sandbox.command;

import dev.sluice.sandbox.kafka.KafkaProcess;
import dev.sluice.sandbox.kafka.KafkaSandbox;
import dev.sluice.sandbox.kafka.RecordsFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.utils.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice sandbox}: runs Kafka until it is told to stop. */
@Command(
        name = "sandbox",
        description = {
            "Runs a real Kafka of one node on 127.0.0.1 until Ctrl-C.",
            "Topics are made when they are first written to, with 4 partitions."
        },
        footer = {
            "",
            "Exit codes: 2 wrong options, 3 the port, the folder or the disk cannot be used, 130 stopped by Ctrl-C."
        })
final class SandboxCommand implements Callable<Integer> {

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Where clients connect; 0 takes a free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description =
                    "Keeps the records here and finds them again at the next start. Without it they are thrown away.")
    private Path folder;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One of Kafka's own broker settings, such as num.partitions=8. May be repeated.")
    private Map<String, String> settings = Map.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--kafka-port must be between 0 and 65535, not " + port);
        }
        KafkaSandbox kafka = folder == null ? KafkaSandbox.inTemporaryFolder() : KafkaSandbox.inFolder(folder);
        QuietLogs.alsoTo(kafka.folder().resolve("kafka.log"));
        endWithAReasonIfKafkaHalts(kafka);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop-kafka"));

        settings.forEach(kafka::setting);
        kafka.port(port).start();
        sayHowToConnect(kafka);
        new CountDownLatch(1).await();
        return ExitCode.GOOD;
    }

    private void sayHowToConnect(KafkaSandbox kafka) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                KafkaProcess.READY + "%n", kafka.port(), ProcessHandle.current().pid());
        out.printf(
                "  records  %s%s%n",
                kafka.folder(), folder == null ? " (thrown away at the end; --folder DIR keeps them)" : "");
        out.printf("  bridge   ./sluice run --set kafka.bootstrap.servers=localhost:%d%n", kafka.port());
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
