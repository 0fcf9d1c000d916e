package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import dev.sluice.sandbox.machine.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Broker and bridge in one process: JSON to Avro. */
final class SluicePeer implements Peer {

    private static final Duration TIME_TO_START = Duration.ofSeconds(90);

    private final PeerGround ground;
    private final Path folder;
    private final Path configuration;
    private final int port = FreePort.next();

    private ChildProcess bridge;

    SluicePeer(PeerGround ground, Path folder, String topic) {
        this.ground = ground;
        this.folder = folder;
        this.configuration = BridgeConfiguration.write(folder, topic);
    }

    @Override
    public void start() {
        List<String> arguments = new ArrayList<>(List.of("--config", configuration.toString()));
        List<String> settings = new ArrayList<>(List.of(
                "kafka.bootstrap.servers=" + ground.bootstrapServers(),
                "mqtt.listeners[0].port=" + port,
                "management.port=0"));
        settings.addAll(ground.load().overrides());
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        var words = ground.programs().bridge(ground.load().bridgeOptions().orElse(""), arguments);
        bridge = ChildProcess.start(ChildCommand.logged("the bridge", words, folder.resolve("bridge.log")));
        bridge.awaitLine(line -> line.startsWith("sluice ready: "), TIME_TO_START);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Map<String, ChildProcess> processes() {
        return Map.of("bridge", bridge);
    }

    @Override
    public void killBridge() {
        bridge.kill();
    }

    @Override
    public void restartBridge() {
        start();
    }

    @Override
    public void close() {
        if (bridge != null) {
            bridge.close();
        }
    }
}
