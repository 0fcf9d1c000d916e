package dev.sluice.broker;

import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.access.AccessControl;
import dev.sluice.broker.access.AccessPolicy;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.identity.ProofChain;
import dev.sluice.broker.identity.ProofFigures;
import dev.sluice.broker.identity.Workers;
import dev.sluice.broker.identity.password.PasswordFile;
import dev.sluice.broker.identity.password.PasswordMethod;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasswordsIT {

    private ProofChain chain;
    private RunningBroker broker;

    @BeforeEach
    void start() throws Exception {
        var file = PasswordFile.parse(
                PasswordFile.line("plant", "right".getBytes(UTF_8), 4).getBytes(UTF_8));
        var method = new PasswordMethod(
                file, new Workers("passwords", 1, 10, Duration.ofMinutes(1)), Duration.ofHours(1), Clock.systemUTC());
        chain = new ProofChain(List.of(method), false, new ProofFigures());
        broker = RunningBroker.with(
                RecordingIngest.storingAtOnce(), new AccessControl(chain, AccessPolicy.UNRESTRICTED));
    }

    @AfterEach
    void stop() {
        broker.close();
        chain.close();
    }

    @Test
    void deviceWithTheRightPasswordPublishesUnderItsUsersName() {
        for (int i = 0; i < 2; i++) {
            try (var device = broker.device(mqtt5("d" + i).password("plant", "right"))) {
                device.says(device.publish("a", "x", 1, 1));
                device.next();
            }
        }
        assertThat(broker.ingest().awaitTaken(2).device().userName()).isEqualTo("plant");
    }

    @Test
    void everybodyElseHearsTheSameInTheWordsOfTheirProtocol() {
        try (var wrong = broker.device();
                var stranger = broker.device();
                var nobody = broker.device();
                var old = broker.device()) {
            assertThat(wrong.connects(mqtt5("a").password("plant", "wrong")).reason())
                    .isEqualTo(0x86);
            assertThat(stranger.connects(mqtt5("b").password("nobody", "right")).reason())
                    .isEqualTo(0x86);
            assertThat(nobody.connects(mqtt5("c")).reason()).isEqualTo(0x86);
            assertThat(old.connects(mqtt3("d").password("plant", "wrong")).reason())
                    .isEqualTo(4);
            wrong.isShut();
            stranger.isShut();
            nobody.isShut();
            old.isShut();
        }
    }

    @Test
    void refusedDeviceLeavesTheOneWithItsClientIdAlone() {
        try (var device = broker.device(mqtt5("d").password("plant", "right"));
                var thief = broker.device()) {
            assertThat(thief.connects(mqtt5("d").password("plant", "wrong")).reason())
                    .isEqualTo(0x86);
            device.hearsNothing();
        }
    }
}
