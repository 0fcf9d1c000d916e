package dev.sluice.simulator.command;

import dev.sluice.simulator.fleet.Credentials;
import dev.sluice.simulator.hivemq.Eavesdropper;
import dev.sluice.simulator.progress.Figures;
import dev.sluice.simulator.replay.RecordedMessage;
import dev.sluice.simulator.replay.RecordingWriter;
import dev.sluice.simulator.run.Destination;
import dev.sluice.simulator.telemetry.DeviceName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code simulate record}. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Subscribes and writes each message as a line of JSON: time, topic, QoS, retain, payload (base64 where it is no text).",
            "A scenario says it again with payload: {format: replay, file: FILE}."
        },
        footer = {
            "",
            "Exit codes: 0 good; 1 nothing was heard; 2 usage; 3 no broker, or a file cannot be used; 130 told to stop."
        })
final class RecordCommand implements Callable<Integer> {

    private static final String STANDARD_OUTPUT = "-";
    private static final long FLUSH_EVERY_MILLIS = 500;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DestinationOptions destination;

    @Option(
            names = "--topic",
            defaultValue = "#",
            paramLabel = "FILTER",
            description = "Topic filter; may be given several times. Default: ${DEFAULT-VALUE}.")
    private List<String> topics;

    @Option(
            names = "--qos",
            defaultValue = "1",
            paramLabel = "0|1|2",
            description = "Of the subscription. Default: ${DEFAULT-VALUE}.")
    private int qos;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where the lines go; - for standard output.")
    private String out;

    @Option(names = "--seconds", paramLabel = "S", description = "Record for so long. Default: until told to stop.")
    private Double seconds;

    @Option(names = "--count", defaultValue = "0", paramLabel = "N", description = "Record so many messages.")
    private long count;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch enough = new CountDownLatch(1);
    private long heard;
    private IOException broken;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Destination broker;
        try {
            if (qos < 0 || qos > 2 || count < 0 || seconds != null && !(seconds > 0)) {
                throw new IllegalArgumentException("--qos is 0, 1 or 2, --count not negative, --seconds more than 0");
            }
            broker = destination.destination();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        destination.warning().ifPresent(spec.commandLine().getErr()::println);
        return new StopSignal(stop::countDown).whileRunning(() -> {
            try (RecordingWriter lines = lines()) {
                return record(broker, lines);
            }
        });
    }

    private RecordingWriter lines() throws IOException {
        return new RecordingWriter(out.equals(STANDARD_OUTPUT) ? System.out : Files.newOutputStream(Path.of(out)));
    }

    private int record(Destination broker, RecordingWriter lines) throws IOException, InterruptedException {
        DeviceName own = new DeviceName(
                0,
                "sluice-record-" + Long.toHexString(ThreadLocalRandom.current().nextLong()),
                "");
        Credentials credentials = broker.credentials().apply(own);
        try (Eavesdropper ear = new Eavesdropper(
                broker.address(), broker.tls(), own.device(), credentials, message -> write(message, lines))) {
            ear.listen(topics, qos);
            spec.commandLine()
                    .getErr()
                    .println(
                            "Recording " + String.join(", ", topics) + " at " + broker.address() + "; Ctrl-C ends it.");
            waitUntilEnough(lines);
        }
        synchronized (this) {
            lines.flush();
            if (broken != null) {
                throw broken;
            }
            spec.commandLine()
                    .getErr()
                    .println(Figures.plural((int) Math.min(heard, Integer.MAX_VALUE), "message") + " recorded.");
            return stop.getCount() == 0 ? ExitCode.INTERRUPTED : heard == 0 ? ExitCode.CHECK_FAILED : ExitCode.GOOD;
        }
    }

    private void waitUntilEnough(RecordingWriter lines) throws IOException, InterruptedException {
        long end = seconds == null ? Long.MAX_VALUE : System.nanoTime() + (long) (seconds * 1e9);
        while (stop.getCount() > 0 && enough.getCount() > 0 && System.nanoTime() < end) {
            enough.await(FLUSH_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            synchronized (this) {
                lines.flush();
            }
        }
    }

    private synchronized void write(RecordedMessage message, RecordingWriter lines) {
        if (enough.getCount() == 0) {
            return;
        }
        try {
            lines.write(message);
        } catch (IOException e) {
            broken = e;
            enough.countDown();
            throw new UncheckedIOException(e);
        }
        if (++heard == count) {
            enough.countDown();
        }
    }
}
