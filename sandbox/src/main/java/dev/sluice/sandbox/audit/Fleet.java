package dev.sluice.sandbox.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.program.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The devices of one flavour: a process that publishes until it is told that it is enough, and then waits for what is unanswered. */
final class Fleet implements AutoCloseable {

    private static final int SECONDS_TO_CONNECT = 60;
    private static final int SECONDS_FOR_LAST_ANSWERS = 120;

    private final Flavour flavour;
    private final Path folder;
    private final ChildProcess process;

    private Fleet(Flavour flavour, Path folder, ChildProcess process) {
        this.flavour = flavour;
        this.folder = folder;
        this.process = process;
    }

    /**
     * @param port where devices connect
     * @param rate messages per second, of these devices together
     */
    static Fleet start(Programs programs, Flavour flavour, Path folder, int port, int devices, int rate, long seed) {
        try {
            Files.deleteIfExists(enough(flavour, folder));
        } catch (IOException e) {
            throw new EnvironmentException("Cannot use " + folder + ": " + e.getMessage(), e);
        }
        var words = programs.simulator(List.of(
                "publish",
                "--broker",
                "tcp://127.0.0.1:" + port,
                "--client",
                "lean",
                "--mqtt",
                flavour.mqtt(),
                "--qos",
                Integer.toString(flavour.qos()),
                "--session",
                "persistent",
                "--keep-alive",
                "20",
                "--devices",
                Integer.toString(devices),
                "--device-prefix",
                flavour.word() + "-",
                "--topic",
                "devices/" + flavour.word() + "/{device}/telemetry",
                "--rate",
                Integer.toString(rate),
                "--seed",
                Long.toString(seed),
                "--until",
                enough(flavour, folder).toString(),
                "--connect-timeout",
                Integer.toString(SECONDS_TO_CONNECT),
                "--wait-acks",
                Integer.toString(SECONDS_FOR_LAST_ANSWERS),
                "--ledger",
                ledger(flavour, folder).toString(),
                "--json",
                summary(flavour, folder).toString(),
                "--quiet"));
        return new Fleet(
                flavour,
                folder,
                ChildProcess.start(ChildCommand.logged(
                        "The devices of " + flavour, words, folder.resolve("devices-" + flavour.word() + ".log"))));
    }

    static Path ledger(Flavour flavour, Path folder) {
        return folder.resolve("ledger-" + flavour.word());
    }

    void checkAlive() {
        if (!process.alive()) {
            throw process.failure("ended in the middle of the campaign");
        }
    }

    /** Nothing new is published from now on. */
    void enough() {
        try {
            Files.writeString(enough(flavour, folder), "enough\n");
        } catch (IOException e) {
            throw new EnvironmentException("Cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Waits for the end; gives the number of messages that nobody answered. */
    long awaitEnd() {
        int code = process.awaitEnd(Duration.ofSeconds(SECONDS_FOR_LAST_ANSWERS + 30));
        if (code > 1) {
            throw process.failure("ended with code " + code);
        }
        Path summary = summary(flavour, folder);
        try {
            JsonNode figures = new ObjectMapper().readTree(summary.toFile());
            return figures.path("unanswered").asLong();
        } catch (IOException e) {
            throw new EnvironmentException("Cannot read " + summary + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private static Path enough(Flavour flavour, Path folder) {
        return folder.resolve("enough-" + flavour.word());
    }

    private static Path summary(Flavour flavour, Path folder) {
        return folder.resolve("devices-" + flavour.word() + ".json");
    }
}
