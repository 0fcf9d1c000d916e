package dev.sluice.sandbox.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The load generator with a ledger: devices with persistent sessions that publish on schedule until it is enough, through whatever happens. */
final class AuditedDevices implements AutoCloseable {

    private static final int SECONDS_TO_CONNECT = 60;
    private static final int SECONDS_FOR_LAST_ANSWERS = 60;

    private final PeerGround ground;
    private final Path folder;
    private final ChildProcess process;

    private AuditedDevices(PeerGround ground, Path folder, ChildProcess process) {
        this.ground = ground;
        this.folder = folder;
        this.process = process;
    }

    /** @param port where they connect */
    static AuditedDevices start(PeerGround ground, int port, Path folder, int perSecond) {
        var words = ground.programs()
                .simulator(List.of(
                        "publish",
                        "--broker",
                        "tcp://127.0.0.1:" + port,
                        "--client",
                        "lean",
                        "--mqtt",
                        "3.1.1",
                        "--qos",
                        "1",
                        "--session",
                        "persistent",
                        "--devices",
                        Integer.toString(ground.load().connections()),
                        "--in-flight",
                        Integer.toString(ground.load().window()),
                        "--payload-size",
                        Integer.toString(ground.load().payloadBytes()),
                        "--rate",
                        Integer.toString(perSecond),
                        "--until",
                        folder.resolve("enough").toString(),
                        "--connect-timeout",
                        Integer.toString(SECONDS_TO_CONNECT),
                        "--wait-acks",
                        Integer.toString(SECONDS_FOR_LAST_ANSWERS),
                        "--ledger",
                        folder.resolve("ledger").toString(),
                        "--json",
                        folder.resolve("devices.json").toString(),
                        "--quiet"));
        return new AuditedDevices(
                ground,
                folder,
                ChildProcess.start(ChildCommand.logged("simulate publish", words, folder.resolve("devices.log"))));
    }

    /** Nothing new from now on; waits for the last answers, and gives how many messages were acknowledged. */
    long finish() {
        try {
            Files.writeString(folder.resolve("enough"), "enough\n");
            int code = process.awaitEnd(Duration.ofSeconds(SECONDS_FOR_LAST_ANSWERS + 60));
            if (code != 0) {
                throw process.failure("ended with code " + code);
            }
            return read(folder.resolve("devices.json")).path("acknowledged").asLong();
        } catch (IOException e) {
            throw new EnvironmentException("Cannot write to " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * {@code sluice verify}: what Kafka has of what is in the ledger.
     *
     * @param format of the topic's values, and whatever it takes to read them
     */
    Loss verify(String topic, List<String> format) {
        Path json = folder.resolve("verify.json");
        List<String> arguments = new ArrayList<>(List.of(
                "verify",
                "--ledger",
                folder.resolve("ledger").toString(),
                "--kafka",
                ground.bootstrapServers(),
                "--topics",
                topic,
                "--timeout",
                "60",
                "--json",
                json.toString(),
                "--quiet"));
        arguments.addAll(format);
        var words = ground.programs().simulator(arguments);
        Path log = folder.resolve("verify.log");
        try (var verify = ChildProcess.start(ChildCommand.logged("sluice verify", words, log))) {
            int code = verify.awaitEnd(Duration.ofMinutes(5));
            if (code > 1) {
                throw verify.failure("ended with code " + code);
            }
            return Loss.read(read(json));
        }
    }

    private static JsonNode read(Path json) {
        try {
            return new ObjectMapper().readTree(json.toFile());
        } catch (IOException e) {
            throw new EnvironmentException("Cannot read " + json + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
