package dev.sluice.broker;

import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.broker.access.AccessControl;
import dev.sluice.broker.access.AccessPolicy;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.fixture.Connect;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import dev.sluice.broker.identity.JsonServer;
import dev.sluice.broker.identity.ProofChain;
import dev.sluice.broker.identity.ProofFigures;
import dev.sluice.broker.identity.ProofKind;
import dev.sluice.broker.identity.ProofMethod;
import dev.sluice.broker.identity.Workers;
import dev.sluice.broker.identity.hook.HookMethod;
import dev.sluice.broker.identity.password.PasswordFile;
import dev.sluice.broker.identity.password.PasswordMethod;
import dev.sluice.broker.identity.scram.ScramFile;
import dev.sluice.broker.identity.scram.ScramMethod;
import dev.sluice.broker.identity.web.WebCalls;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whatever is logged at whatever level, no secret is in it. */
class SecrecyIT {

    private static final String SECRET = "tell-nobody-8713";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level usual = root.getLevel();
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final ProofFigures figures = new ProofFigures();

    @BeforeEach
    void listen() {
        heard.start();
        root.addAppender(heard);
        root.setLevel(Level.TRACE);
        // The watch for leaks takes whatever this one says for a leak.
        ((Logger) LoggerFactory.getLogger("io.netty.util.ResourceLeakDetector")).setLevel(Level.WARN);
    }

    @AfterEach
    void stopListening() {
        root.setLevel(usual);
        root.detachAppender(heard);
    }

    @Test
    void passwordsAndHashesAreInNoLogLine() throws Exception {
        var line = PasswordFile.line("plant", SECRET.getBytes(UTF_8), 4);
        var keys = ScramFile.line("plant", SECRET, 4_096);
        var passwords = new PasswordMethod(
                PasswordFile.parse(line.getBytes(UTF_8)),
                new Workers("passwords", 1, 10, Duration.ofMinutes(1)),
                Duration.ofHours(1),
                Clock.systemUTC());
        ask(
                new ProofChain(
                        List.of(new ScramMethod(ScramFile.parse(keys.getBytes(UTF_8))), passwords), false, figures),
                mqtt5("a").password("plant", SECRET),
                mqtt5("b").password("plant", SECRET + "x"),
                mqtt3("c").password("nobody", SECRET),
                mqtt5("d").authentication("SCRAM-SHA-256", "n,,n=plant,r=" + SECRET));

        assertThat(figures.accepted(ProofKind.PASSWORDS)).isEqualTo(1);
        assertThat(log()).doesNotContain(SECRET, line.substring(6), keys.substring(30));
    }

    @Test
    void whatFailsIsLoggedWithoutWhatTheDeviceHasShown() {
        try (var server = new JsonServer()) {
            server.answers(500, SECRET);
            var calls = new WebCalls("hook", server.url(), Duration.ofSeconds(30), 1_000, Optional.empty());
            ProofMethod hook = new HookMethod(
                    calls, Optional.of("Bearer " + SECRET), 1, 1, Duration.ZERO, Duration.ZERO, Clock.systemUTC());
            ask(new ProofChain(List.of(hook), false, figures), mqtt5("a").password("plant", SECRET));
        }
        assertThat(figures.refused(ProofKind.HTTP, Refusal.UNAVAILABLE)).isEqualTo(1);
        assertThat(log()).contains("the answer has the status 500").doesNotContain(SECRET);
    }

    private static void ask(ProofChain chain, Connect... connects) {
        try (var broker = RunningBroker.with(
                RecordingIngest.storingAtOnce(), new AccessControl(chain, AccessPolicy.UNRESTRICTED))) {
            for (var connect : connects) {
                try (var device = broker.device()) {
                    device.says(connect);
                    device.next();
                }
            }
        } finally {
            chain.close();
        }
    }

    private String log() {
        root.detachAppender(heard); // its list is no place for two threads
        return List.copyOf(heard.list).stream()
                .map(line -> line.getFormattedMessage()
                        + (line.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(line.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
    }
}
