package dev.sluice.bridge.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.MountedVolume;
import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.registry.Certificates;
import dev.sluice.broker.origin.TurnedAway;
import dev.sluice.broker.tls.ClientCertificate;
import dev.sluice.broker.tls.ServerTls;
import dev.sluice.broker.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedCertificateTest {

    @TempDir
    private Path folder;

    private Certificates first;
    private Certificates second;
    private HealthBoard.Component health;
    private ServerTls tls;
    private WatchedCertificate watched;

    @BeforeEach
    void watch() throws Exception {
        first = Certificates.of(folder, "first");
        second = Certificates.of(folder, "second");
        copy(first.certificate(), "server.crt");
        copy(first.key(), "server.key");
        health = new HealthBoard().component("certificate 127.0.0.1:8883");
        tls = ServerTls.start(
                new TlsSettings(
                        folder.resolve("server.crt"),
                        folder.resolve("server.key"),
                        Optional.empty(),
                        ClientCertificate.NONE,
                        Duration.ofSeconds(10)),
                ServerTls.Spoken.MQTT,
                Runnable::run,
                new TurnedAway("127.0.0.1:8883"));
        watched = new WatchedCertificate("127.0.0.1:8883", tls, health, Clock.systemUTC());
    }

    @Test
    void aNewCertificateComesIntoForceOnceItsKeyIsThere() throws IOException {
        copy(second.certificate(), "server.crt");
        watched.look();
        assertThat(tls.subject()).isEqualTo("CN=first");
        assertThat(health.health().detail()).startsWith("CN=first, expires on");

        copy(second.key(), "server.key");
        watched.look();

        assertThat(tls.subject()).isEqualTo("CN=second");
        assertThat(health.health().detail()).startsWith("CN=second, expires on");
    }

    @Test
    void aMountedSecretThatIsReplacedIsNoticed() throws Exception {
        var volume = MountedVolume.at(folder.resolve("secret"), secret(first));
        var mounted = ServerTls.start(
                new TlsSettings(
                        volume.file("tls.crt"),
                        volume.file("tls.key"),
                        Optional.empty(),
                        ClientCertificate.NONE,
                        Duration.ofSeconds(10)),
                ServerTls.Spoken.MQTT,
                Runnable::run,
                new TurnedAway("127.0.0.1:8883"));
        var itsWatch = new WatchedCertificate("127.0.0.1:8883", mounted, health, Clock.systemUTC());
        itsWatch.look();
        assertThat(mounted.subject()).isEqualTo("CN=first");

        volume.turnsTo(secret(second));
        itsWatch.look();

        assertThat(mounted.subject()).isEqualTo("CN=second");
    }

    private static Map<String, String> secret(Certificates of) throws IOException {
        return Map.of("tls.crt", Files.readString(of.certificate()), "tls.key", Files.readString(of.key()));
    }

    @Test
    void whatIsWrongTwiceIsTold() throws IOException {
        copy(second.certificate(), "server.crt");
        watched.look();
        watched.look();

        assertThat(health.health().up()).isTrue();
        assertThat(health.health().detail())
                .startsWith("The newest files were refused (")
                .contains("does not belong to the certificate")
                .contains("the certificate before them stays: CN=first");
    }

    @Test
    void whoAsksIsToldAtOnce() throws IOException {
        Files.delete(folder.resolve("server.key"));

        watched.renew();

        assertThat(health.health().detail()).contains("there is no file").contains("CN=first");
    }

    @Test
    void aComplaintEndsWhenTheFilesAreGoodAgain() throws IOException {
        copy(second.certificate(), "server.crt");
        watched.renew();

        copy(first.certificate(), "server.crt");
        watched.look();

        assertThat(health.health().detail()).startsWith("CN=first, expires on");
    }

    private void copy(Path from, String name) throws IOException {
        Files.copy(from, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
