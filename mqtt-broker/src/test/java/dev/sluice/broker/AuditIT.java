package dev.sluice.broker;

import static dev.sluice.broker.fixture.Connect.mqtt5;
import static dev.sluice.broker.fixture.Names.allow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.sluice.broker.audit.AuditLog;
import dev.sluice.broker.fixture.Names;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a real connection leaves in the audit log. */
class AuditIT {

    private final Logger logger = (Logger) LoggerFactory.getLogger(AuditLog.LOGGER);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage().replaceAll("127.0.0.1:\\d+", "HOST"));
        }
    };

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(appender);
        logger.setLevel(null);
    }

    @Test
    void theLifeOfAConnectionIsWrittenDown() {
        try (var broker =
                RunningBroker.with(RecordingIngest.storingAtOnce(), Names.with(allow("devices/{client}/#")))) {
            try (var device = broker.device(mqtt5("d7").userName("anna"))) {
                device.says(device.publish("other", "secret payload", 1, 1));
                device.next(Packet.PUBACK);
                device.subscribes("#", 1);
                broker.device(mqtt5("d7").userName("bob")).isShut();
                broker.device(mqtt5("d".repeat(257))).isShut();
                device.says(device.disconnect());
                device.isShut();
            }
            await().until(() -> broker.broker().connections().size() == 0);
        }

        assertThat(lines)
                .containsExactly(
                        "event=connect client=\"d7\" user=\"anna\" from=\"/HOST\" protocol=5 session=new",
                        "event=deny client=\"d7\" user=\"anna\" from=\"/HOST\" kind=publish topic=\"other\"",
                        "event=deny client=\"d7\" user=\"anna\" from=\"/HOST\" kind=subscribe topic=\"#\"",
                        "event=deny client=\"d7\" user=\"bob\" from=\"/HOST\" kind=session",
                        "event=refuse reason=not_authorized client=\"d7\" from=\"/HOST\"",
                        "event=refuse reason=client_id_too_long client=\"%s...\" from=\"/HOST\""
                                .formatted("d".repeat(256)),
                        "event=disconnect client=\"d7\" user=\"anna\" from=\"/HOST\" reason=farewell");
    }
}
