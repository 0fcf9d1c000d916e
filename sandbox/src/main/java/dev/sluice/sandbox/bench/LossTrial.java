package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.bench.SideBySideSettings.Losses;
import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Lets a part fail while devices publish, and then looks in Kafka for everything they were acknowledged. */
final class LossTrial {

    /** Between a bridge's end and its next start. */
    private static final Duration DOWN = Duration.ofSeconds(1);

    private static final Duration TIME_TO_BEGIN = Duration.ofSeconds(60);

    /** A pipe that found no Kafka may rest before it tries again. */
    private static final Duration STILL = Duration.ofSeconds(10);

    private final PeerGround ground;
    private final Losses how;

    LossTrial(PeerGround ground, Losses how) {
        this.ground = ground;
        this.how = how;
    }

    Loss of(PeerKind kind, Strike strike) {
        String topic = "loss." + kind.word() + "." + strike.word();
        Path folder = folder(kind, strike);
        ground.createTopic(topic);
        try (var peer = Peers.started(kind, ground, folder.resolve("peer"), topic);
                var devices = AuditedDevices.start(ground, peer.port(), folder, how.rate())) {
            ground.awaitRecords(topic, 1, TIME_TO_BEGIN);
            Waiting.pause(how.calm());
            strike(strike, peer);
            Waiting.pause(how.calm());
            long acknowledged = devices.finish();
            ground.awaitRecords(topic, acknowledged - kind.tail(), STILL);
            peer.drain();
            return devices.verify(topic, Peers.verifyOptions(kind, folder.resolve("peer")));
        }
    }

    private void strike(Strike strike, Peer peer) {
        switch (strike) {
            case KAFKA_STOP -> {
                ground.kafka().stop();
                Waiting.pause(how.outage());
                ground.kafka().start();
            }
            case BRIDGE_KILL -> {
                peer.killBridge();
                Waiting.pause(DOWN);
                peer.restartBridge();
            }
        }
    }

    private Path folder(PeerKind kind, Strike strike) {
        try {
            return Files.createDirectories(ground.folder().resolve(kind.word() + "-" + strike.word()));
        } catch (IOException e) {
            throw new EnvironmentException("Cannot write to " + ground.folder() + ": " + e.getMessage(), e);
        }
    }
}
