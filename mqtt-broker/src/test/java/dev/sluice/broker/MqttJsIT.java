package dev.sluice.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.broker.fixture.BrokerOfDoors;
import dev.sluice.broker.fixture.Door;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * MQTT.js, which most browsers' pages use, through every kind of listener. Maven cannot fetch it: skipped unless {@code node} is here and somebody has run
 * {@code npm install --prefix mqtt-broker/target/mqtt-js mqtt@5.16.0}, as {@code .ci/run} does where it can.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MqttJsIT {

    private static final Path MODULES = Path.of("target/mqtt-js/node_modules").toAbsolutePath();
    private static final Path SCRIPT =
            Path.of("src/test/resources/mqtt-js/round-trip.cjs").toAbsolutePath();

    @TempDir
    private static Path folder;

    private BrokerOfDoors broker;

    @BeforeAll
    void start() {
        assumeTrue(Files.isDirectory(MODULES.resolve("mqtt")), "MQTT.js is not in " + MODULES);
        broker = new BrokerOfDoors(folder);
    }

    @AfterAll
    void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void publishesAndSubscribesInVersion3(Door door) throws Exception {
        publishesAndSubscribes(door, 4);
    }

    @ParameterizedTest
    @EnumSource
    void publishesAndSubscribesInVersion5(Door door) throws Exception {
        publishesAndSubscribes(door, 5);
    }

    private void publishesAndSubscribes(Door door, int level) throws IOException, InterruptedException {
        var clientId = "js-" + level + "-" + door;
        var command = new ArrayList<>(List.of("node", SCRIPT.toString(), url(door), clientId, String.valueOf(level)));
        if (door.isSecure()) {
            command.add(broker.authority().certificate().toString());
        }
        if (door.demandsCertificate()) {
            command.add(broker.device().certificate().toString());
            command.add(broker.device().key().toString());
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("NODE_PATH", MODULES.toString());
        var process = builder.start();
        try {
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
        } finally {
            process.destroyForcibly();
        }
        broker.ingest().awaitFrom(clientId, 3);
    }

    private String url(Door door) {
        var url = door.url(broker.port(door));
        return door.isWebSocket() ? url : url.replace("tcp:", "mqtt:").replace("ssl:", "mqtts:");
    }
}
