package dev.sluice.bridge.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.reload.ConfigurationSource;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.broker.access.Identity;
import dev.sluice.broker.identity.password.PasswordFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceptionTest {

    private static final String PASSWORDS = "authentication: { passwords: { file: passwords } }\n";
    private static final String DENY = "authorization: {}\n";

    @TempDir
    private Path folder;

    private final Metrics metrics = new Metrics();
    private final Reception reception = new Reception(metrics.gauges());

    @BeforeEach
    void writeUsers() throws Exception {
        writeUsers("anna");
    }

    @AfterEach
    void close() {
        reception.close();
        metrics.close();
    }

    @Test
    void accessRulesThatChangeLeaveTheAuthenticatorWithWhatItRemembers() throws Exception {
        var before = reception.first(settings(PASSWORDS));

        reception.next(settings(PASSWORDS + DENY)).run();

        var after = reception.first(settings(PASSWORDS));
        assertThat(after.authenticator()).isSameAs(before.authenticator());
        assertThat(before.policy().of(Identity.anonymous("d")).mayPublish("a")).isTrue();
        assertThat(after.policy().of(Identity.anonymous("d")).mayPublish("a")).isFalse();
    }

    @Test
    void anotherContentOfAFileOrAnotherMethodTakesANewAuthenticator() throws Exception {
        var start = settings(PASSWORDS);
        var first = reception.first(start).authenticator();

        writeUsers("berta");
        reception.next(settings(PASSWORDS)).run();
        var second = reception.first(start).authenticator();
        reception.next(settings("authentication: { anonymous: true }\n")).run();

        assertThat(second).isNotSameAs(first);
        assertThat(reception.first(start).authenticator()).isNotSameAs(second);
    }

    @Test
    void whatIsMadeAndNotRunChangesNothing() throws Exception {
        var first = reception.first(settings(PASSWORDS));

        reception.next(settings(PASSWORDS + DENY));

        assertThat(reception.first(settings(""))).isSameAs(first);
    }

    @Test
    void whatIsReloadedBeforeTheBrokerStartsIsWhatItStartsWith() throws Exception {
        reception.next(settings(DENY)).run();

        assertThat(reception
                        .first(settings(""))
                        .policy()
                        .of(Identity.anonymous("d"))
                        .mayPublish("a"))
                .isFalse();
    }

    private void writeUsers(String name) throws Exception {
        Files.writeString(
                folder.resolve("passwords"), PasswordFile.line(name, "p".getBytes(UTF_8), PasswordFile.LEAST_COST));
    }

    private SluiceSettings settings(String yaml) throws Exception {
        var file = Files.writeString(folder.resolve("sluice.yaml"), yaml);
        var reading = new ConfigurationSource(Optional.of(file), List.of(), new ProducerProperties()).read();
        assertThat(reading.problems().all()).isEmpty();
        return reading.settings().orElseThrow();
    }
}
