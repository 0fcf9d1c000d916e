package dev.sluice.bridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.InstalledProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice rehearse} with few devices: three replicas behind a real HAProxy, and nothing acknowledged may be lost. */
class RehearsalIT {

    private static final Path SLUICE = Path.of("..", "sluice").toAbsolutePath().normalize();
    private static final Duration BOUND = Duration.ofMinutes(8);
    private static final int DEVICES = 50;

    @TempDir
    Path folder;

    private ChildProcess child;

    @BeforeEach
    void onlyWithHaproxy() {
        assumeTrue(InstalledProgram.named("haproxy").isPresent(), "Debian package haproxy is not installed");
    }

    @AfterEach
    void end() {
        if (child != null) {
            child.close();
        }
    }

    @Test
    void devicesOfAReplicaThatIsKilledGoOnAtTheOthers() throws IOException {
        JsonNode departures = rehearse("replica-kill");

        assertThat(departures).hasSize(1);
        assertThat(departures.at("/0/signal").asText()).isEqualTo("SIGKILL");
        assertThat(departures.at("/0/devices").asInt()).isPositive();
        assertThat(departures.at("/0/before/replica-1").asInt()).isPositive();
        assertThat(departures.at("/0/noticedMillis").asInt()).isPositive();
        assertThat(departures.at("/0/backMillis").asInt()).isPositive();
        assertThat(departures.at("/0/after/replica-2").asInt()
                        + departures.at("/0/after/replica-3").asInt())
                .as("those that have moved stay where they are")
                .isGreaterThan(DEVICES / 2);
    }

    @Test
    void eachReplicaInTurnIsRestartedUnderLoad() throws IOException {
        JsonNode departures = rehearse("rolling-restart");

        assertThat(departures).hasSize(3);
        for (JsonNode departure : departures) {
            assertThat(departure.path("signal").asText()).isEqualTo("SIGTERM");
            assertThat(departure.path("backMillis").asInt()).isPositive();
        }
    }

    /** Gives what became of the replicas, of a rehearsal that found nothing acknowledged missing. */
    private JsonNode rehearse(String scene) throws IOException {
        Path json = folder.resolve("figures.json");
        Path log = folder.resolve("output.log");
        // Compiled quickly rather than well: it is the start of six processes that takes the time.
        var words = List.of(
                "env",
                "JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=1",
                SLUICE.toString(),
                "rehearse",
                scene,
                "--devices",
                Integer.toString(DEVICES),
                "--rate",
                "500",
                "--seconds",
                "2",
                "--set",
                "shutdown.notice=0s",
                "--set",
                "shutdown.spread=1s",
                "--report",
                json.toString());
        child = ChildProcess.start(ChildCommand.logged("sluice rehearse", words, log));
        int code = child.awaitEnd(BOUND);
        String output = Files.readString(log);
        assertThat(code).as(output).isZero();
        assertThat(output)
                .containsPattern(
                        "audit: sent=[1-9]\\d* acknowledged=[1-9]\\d* stored=[1-9]\\d* lost=0 duplicated=\\d+ reordered=0\\s*$");
        return new ObjectMapper().readTree(json.toFile()).path("departures");
    }
}
