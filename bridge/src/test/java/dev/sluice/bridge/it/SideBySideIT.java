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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice bench --peers}, with a few messages: that it runs and what it counts, not how fast anything is. */
class SideBySideIT {

    private static final Path SLUICE = Path.of("..", "sluice").toAbsolutePath().normalize();
    private static final Duration BOUND = Duration.ofMinutes(5);
    private static final int MESSAGES = 2_000;

    @TempDir
    Path folder;

    private ChildProcess child;

    @AfterEach
    void end() {
        if (child != null) {
            child.close();
        }
    }

    @Test
    void whoIsThereIsMeasuredInOneRunAndWhoIsNotIsLeftOutInSoManyWords() throws IOException {
        JsonNode peers = bench("sluice,moquette,mosquitto,producer");

        assertThat(peers.at("/sluice/median/stored").asLong()).isEqualTo(MESSAGES);
        assertThat(peers.at("/sluice/median/acknowledgedPerSecond").asDouble()).isPositive();
        assertThat(peers.at("/sluice/peakBytes/bridge").asLong()).isPositive();
        assertThat(peers.at("/moquette/median/messages").asLong()).isEqualTo(MESSAGES);
        assertThat(peers.at("/moquette/median/inKafkaPerSecond").isNull()).isTrue();
        assertThat(peers.at("/producer/median/stored").asLong()).isEqualTo(MESSAGES);
        if (mosquittoIsThere()) {
            assertThat(peers.at("/mosquitto/median/messages").asLong()).isEqualTo(MESSAGES);
            assertThat(peers.at("/mosquitto/peakBytes")).hasSize(3);
        } else {
            assertThat(output()).contains("mosquitto is left out", "mosquitto-clients kcat");
        }
    }

    @Test
    @Tag("campaign")
    void whatWasAcknowledgedIsLookedForAfterKafkaWasAwayAndAfterTheBridgeWasKilled() throws IOException {
        assumeTrue(mosquittoIsThere(), "Debian packages mosquitto, mosquitto-clients and kcat are not installed");
        JsonNode peers = bench("sluice,mosquitto", "--loss", "--loss-rate", "500", "--outage-seconds", "1");

        for (String strike : List.of("kafkaStop", "bridgeKill")) {
            JsonNode sluice = peers.at("/sluice/losses").path(strike);
            assertThat(sluice.path("acknowledged").asLong()).as(strike).isPositive();
            assertThat(sluice.path("lost").asLong()).as(strike).isZero();
            JsonNode mosquitto = peers.at("/mosquitto/losses").path(strike);
            assertThat(mosquitto.path("acknowledged").asLong())
                    .as("%s: most of it arrived", strike)
                    .isGreaterThan(2 * mosquitto.path("lost").asLong());
        }
    }

    private static boolean mosquittoIsThere() {
        return Stream.of("mosquitto", "mosquitto_sub", "kcat")
                .allMatch(name -> InstalledProgram.named(name).isPresent());
    }

    private JsonNode bench(String peers, String... more) throws IOException {
        Path json = folder.resolve("figures.json");
        // Peers bring the collectors of their own that they are measured with.
        List<String> words = new ArrayList<>(List.of(
                "env", "JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=1", SLUICE.toString(), "bench", "--peers", peers));
        words.addAll(List.of("--messages", Integer.toString(MESSAGES), "--rounds", "1", "--warm-up", "0"));
        words.addAll(List.of("--connections", "10", "--partitions", "2", "--rate", "100", "--rate-seconds", "1"));
        words.addAll(List.of("--json", json.toString()));
        words.addAll(List.of(more));
        child = ChildProcess.start(ChildCommand.logged("sluice bench", words, folder.resolve("output.log")));
        assertThat(child.awaitEnd(BOUND)).as(output()).isZero();
        return new ObjectMapper().readTree(json.toFile()).path("peers");
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.log"));
    }
}
