package dev.sluice.bridge.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.bridge.it.Programs;
import dev.sluice.sandbox.machine.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One {@code simulate publish}: devices of a kind, whose topics begin with its name. */
final class PublishingFleet implements AutoCloseable {

    private final String name;
    private final Path folder;
    private final ChildProcess child;

    private PublishingFleet(String name, Path folder, ChildProcess child) {
        this.name = name;
        this.folder = folder;
        this.child = child;
    }

    /** @param arguments beside address, topic and where the figures go */
    static PublishingFleet start(String name, Path folder, int mqttPort, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                "publish",
                "--broker",
                "tcp://127.0.0.1:" + mqttPort,
                "--client",
                "lean",
                "--device-prefix",
                name + "-",
                "--topic",
                name + "/{site}/{device}/telemetry",
                "--ledger",
                folder.resolve(name + ".ledger").toString(),
                "--json",
                folder.resolve(name + ".json").toString(),
                "--quiet"));
        words.addAll(List.of(arguments));
        return new PublishingFleet(name, folder, Programs.simulate(folder, words.toArray(String[]::new)));
    }

    /** Waits for its end; gives what {@code --json} wrote. */
    JsonNode figures(Duration bound) {
        int exit = child.awaitEnd(bound);
        try {
            if (exit != 0) {
                throw child.failure("ended with code " + exit);
            }
            return new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Programs.Verdict verify(String kafka) {
        return Programs.verify(folder, folder.resolve(name + ".ledger"), kafka, name);
    }

    String name() {
        return name;
    }

    @Override
    public void close() {
        child.kill();
    }
}
