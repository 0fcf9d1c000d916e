package dev.sluice.broker.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Refusal;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.ConnectedDevice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the audit log says, and what it never says. */
class AuditLogTest {

    private static final Identity ANNA =
            new Identity("d7", Optional.of("anna"), Map.of("jwt.email", "anna@example.org"), Optional.empty());

    private final Logger logger = (Logger) LoggerFactory.getLogger(AuditLog.LOGGER);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private AuditLog audit;

    @BeforeEach
    @BeforeTry
    void listen() {
        audit = new AuditLog(clock);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        lines.list.clear();
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    @AfterTry
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void everyEventIsOneLineOfKeysAndValues() {
        audit.connected(device("d7"), ANNA, true);
        audit.denied(Denial.PUBLISH, device("d7"), ANNA, "a/b");
        audit.denied(Denial.SESSION, device("d7"), ANNA, null);
        audit.disconnected(device("d7"), ANNA, false, CloseReason.SLOW_READER);
        audit.disconnected(device("d7"), ANNA, true, null);
        audit.disconnected(device("d7"), Identity.anonymous("d7"), false, null);
        audit.refused(device("d8"), Refusal.BAD_CREDENTIALS);

        assertThat(said())
                .containsExactly(
                        "INFO event=connect client=\"d7\" user=\"anna\" from=\"/10.0.0.7:51122\" protocol=5 session=resumed",
                        "WARN event=deny client=\"d7\" user=\"anna\" from=\"/10.0.0.7:51122\" kind=publish topic=\"a/b\"",
                        "WARN event=deny client=\"d7\" user=\"anna\" from=\"/10.0.0.7:51122\" kind=session",
                        "INFO event=disconnect client=\"d7\" user=\"anna\" from=\"/10.0.0.7:51122\" reason=slow_reader",
                        "INFO event=disconnect client=\"d7\" user=\"anna\" from=\"/10.0.0.7:51122\" reason=farewell",
                        "INFO event=disconnect client=\"d7\" from=\"/10.0.0.7:51122\" reason=lost",
                        "WARN event=refuse reason=bad_credentials client=\"d8\" from=\"/10.0.0.7:51122\"");
    }

    @Test
    void aDeviceCannotForgeALine() {
        audit.refused(
                device("x\" event=connect user=\"admin\r\n2026-11-22 INFO audit - \u2028\u202e\u0000\\{}%n"),
                Refusal.NOT_AUTHORIZED);

        assertThat(said())
                .containsExactly(
                        "WARN event=refuse reason=not_authorized client=\"x\\\" event=connect user=\\\"admin\\u000d\\u000a2026-11-22 INFO"
                                + " audit - \\u2028\\u202e\\u0000\\\\{}%n\" from=\"/10.0.0.7:51122\"");
    }

    @Property(tries = 500)
    void whateverADeviceSaysStaysInItsQuotes(@ForAll String clientId, @ForAll String topic) {
        audit.denied(Denial.SUBSCRIBE, device(clientId), Identity.anonymous(clientId), topic);

        assertThat(said()).singleElement().satisfies(line -> {
            assertThat(line)
                    .matches("WARN event=deny client=\"(\\\\.|[^\"\\\\])*\" from=\"/10.0.0.7:51122\" kind=subscribe"
                            + " topic=\"(\\\\.|[^\"\\\\])*\"");
            assertThat(line.codePoints())
                    .noneMatch(c -> Character.isISOControl(c)
                            || Character.getType(c) == Character.FORMAT
                            || Character.getType(c) == Character.SURROGATE);
        });
    }

    @Test
    void aLongValueIsCut() {
        audit.refused(device("x".repeat(60_000)), Refusal.NOT_AUTHORIZED);

        assertThat(said())
                .singleElement()
                .satisfies(line -> assertThat(line).hasSizeLessThan(400).contains("x...\""));
    }

    @Test
    void aFloodOfOneDeviceCostsTwentyLinesAMinuteAndIsCounted() {
        for (int i = 0; i < 1_000; i++) {
            audit.denied(Denial.PUBLISH, device("loud"), Identity.anonymous("loud"), "a");
        }
        audit.denied(Denial.PUBLISH, device("quiet"), Identity.anonymous("quiet"), "a");

        assertThat(said()).hasSize(21);
        assertThat(audit.denials(Denial.PUBLISH)).isEqualTo(1_001);
        now = now.plus(Duration.ofMinutes(1));
        audit.denied(Denial.PUBLISH, device("loud"), Identity.anonymous("loud"), "a");
        assertThat(said()).hasSize(23).contains("WARN event=left-out lines=980");
    }

    @Test
    void aFloodUnderEverNewNamesIsBoundedToo() {
        for (int i = 0; i < 20_000; i++) {
            audit.connected(device("d" + i), Identity.anonymous("d" + i), false);
        }
        for (int i = 0; i < 1_000; i++) {
            audit.refused(device("r" + i), Refusal.BAD_CREDENTIALS); // from one address
        }

        assertThat(said()).hasSize(LineBudget.FOR_ALL);
        now = now.plus(Duration.ofMinutes(1));
        for (int i = 0; i < 1_000; i++) {
            audit.refused(device("r" + i), Refusal.BAD_CREDENTIALS);
        }
        assertThat(said()).hasSize(LineBudget.FOR_ALL + 1 + LineBudget.FOR_EACH);
    }

    @Test
    void whoeverIsNotLetInCannotHideWhatTheOthersDo() {
        for (int i = 0; i < 20_000; i++) {
            audit.refused(
                    new ConnectedDevice("r" + i, 5, "claimed", "/2001:db8::" + i + ":51122"), Refusal.BAD_CREDENTIALS);
        }
        audit.denied(Denial.PUBLISH, device("d7"), Identity.anonymous("d7"), "a");

        assertThat(said())
                .hasSize(LineBudget.FOR_STRANGERS + 1)
                .last()
                .asString()
                .contains("client=\"d7\"");
        now = now.plus(Duration.ofMinutes(1));
        audit.refused(device("r"), Refusal.BAD_CREDENTIALS);
        assertThat(said()).contains("WARN event=left-out lines=15000");
    }

    private static ConnectedDevice device(String clientId) {
        return new ConnectedDevice(clientId, 5, "claimed", "/10.0.0.7:51122");
    }

    private List<String> said() {
        return lines.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }
}
