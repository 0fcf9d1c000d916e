package dev.sluice.bridge.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StageWatchTest {

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Backpressure.class);
    private final StageWatch watch = new StageWatch(
            Stage.CONNECTIONS_REFUSED,
            new StageText(new PressureSettings(true, Duration.ofSeconds(5)), Optional::empty));

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    @Test
    void beginningAndEndHaveALineEach() {
        look(0, true);
        look(30, true);
        look(40, false);

        assertThat(log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO);
        assertThat(lines().get(0))
                .startsWith("New connections are refused (Server busy): half of it")
                .contains("raise kafka.in-flight");
        assertThat(lines().get(1))
                .isEqualTo("New connections are welcome again after 30 s; 7 have been refused since the start.");
    }

    @Test
    void whatComesAndGoesIsToldOnceAMinute() {
        for (int second = 0; second < 60; second++) {
            look(second, second % 2 == 0);
        }

        assertThat(lines()).hasSize(2);
        look(62, true);
        assertThat(lines()).hasSize(3);
    }

    @Test
    void whatStaysIsToldAgainEveryFiveMinutes() {
        for (int second = 0; second <= 660; second++) {
            look(second, true);
        }

        assertThat(lines()).hasSize(3);
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void look(int second, boolean refusing) {
        watch.look(new Look(TimeUnit.SECONDS.toNanos(second), 0, 0, refusing, 7, 0, 0, 0, 0, "half of it"));
    }
}
